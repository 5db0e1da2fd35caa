import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeLaunchPage } from '../launch/write.ts';
import { command } from '../lib/command.ts';
import { CommandError } from '../lib/command-error.ts';
import { PROJECT } from '../lib/project.ts';
import { plainTemplate } from './plain.ts';

const dist = join(PROJECT, 'dist');
// Of what CloudFormation reads from S3.
const LIMIT = 1_000_000;

/** `npm run build`: writes dist/gitlab-runner.yaml, and the page that launches it, to be hosted beside it. */
async function build(): Promise<void> {
  parseArgs({ options: {} });
  const { text, version, licences } = await plainTemplate(join(PROJECT, 'template', 'gitlab-runner.yaml'));
  const size = Buffer.byteLength(text);
  if (size > LIMIT)
    throw new CommandError(
      `The template has ${size} bytes, and CloudFormation takes ${LIMIT}: the functions are too large.`,
    );
  mkdirSync(dist, { recursive: true });
  writeFileSync(join(dist, 'gitlab-runner.yaml'), text);
  writeFileSync(join(dist, 'LICENSES.txt'), licences);
  console.log(
    `dist/gitlab-runner.yaml: version ${version}, ${size} bytes of the ${LIMIT} that CloudFormation takes`,
  );
  writeLaunchPage(dist, 'gitlab-runner.yaml');
}

await command(build);
