import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { command } from '../lib/command.ts';
import { withGenerated } from './generated.ts';

/** `npm run generate`: writes the manager's files and the user data into the template. */
function write(): void {
  parseArgs({ options: {} });
  const file = join(import.meta.dirname, '..', '..', 'template', 'gitlab-runner.yaml');
  const text = readFileSync(file, 'utf8');
  const written = withGenerated(text, dirname(file));
  if (written !== text) {
    writeFileSync(file, written);
    console.log('template/gitlab-runner.yaml');
  }
}

await command(write);
