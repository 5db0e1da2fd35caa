import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Server } from '../../../scripts/lib/server.ts';
import { type Sam, samCli } from '../../../scripts/local/sam.ts';
import { startEmulator } from '../../../scripts/local/stand-ins/emulator.ts';
import { startProxy } from '../../support/aws-proxy.ts';
import { judge } from '../policies/decide.ts';
import { deployRole } from './deploy-role.ts';
import { iam } from './named.ts';
import { askedOf } from './sam-calls.ts';

// The calls are the SAM CLI's own, so a small template shows them as well as the stack's: code to upload, and a transform.
const templateOf = (description: string) =>
  JSON.stringify({
    Transform: 'AWS::Serverless-2016-10-31',
    Resources: {
      Function: {
        Type: 'AWS::Serverless::Function',
        Properties: {
          Description: description,
          CodeUri: 'code',
          Handler: 'index.handler',
          Runtime: 'nodejs24.x',
          Role: iam('role/any'),
        },
      },
    },
  });
const folder = mkdtempSync(join(tmpdir(), 'sam-'));
const template = join(folder, 'template.json');
const stack = ['--stack-name', 'ci-tools'];
const deploy = [
  'deploy',
  '--template-file',
  template,
  '--no-confirm-changeset',
  '--s3-prefix',
  'gitlab-runner-stack/ci-tools',
  ...stack,
];
let [emulator, proxy, sam] = [] as unknown as [Server, Awaited<ReturnType<typeof startProxy>>, Sam];

beforeAll(async () => {
  mkdirSync(join(folder, 'code'));
  writeFileSync(join(folder, 'code', 'index.js'), 'exports.handler = () => {};');
  writeFileSync(template, templateOf('one'));
  emulator = await startEmulator();
  proxy = await startProxy(emulator.endpoint);
  const environment = {
    AWS_ENDPOINT_URL: proxy.endpoint,
    AWS_DEFAULT_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
  sam = samCli(environment, join(folder, 'sam.log'), new AbortController().signal);
}, 60_000);
afterAll(async () => {
  proxy.stop();
  await emulator.stop();
});

/** Of the calls that a SAM command makes, those that the role does not allow. */
async function refused(...command: readonly string[]): Promise<string[]> {
  proxy.meet();
  expect(await sam.run(...command)).toBe(0);
  const asked = proxy.calls().flatMap((call) => askedOf(call) ?? []);
  expect(asked.length).toBeGreaterThan(4);
  const judged = judge(deployRole({ AssumedBy: iam('role/ci') }), asked, 'own');
  return [...new Set(judged.filter(([, decision]) => decision !== 'Allow').map(([call]) => call))];
}

test('whoever assumes it makes every call of `sam deploy`, once SAM’s own bucket is there', async () => {
  // As the document says: whoever makes the role makes that bucket, too.
  expect(await sam.run('package', '--template-file', template, '--resolve-s3')).toBe(0);
  expect(await refused(...deploy)).toEqual([]);
  writeFileSync(template, templateOf('two'));
  expect(await refused(...deploy)).toEqual([]);
}, 120_000);

test('and every call of `sam delete`', async () => {
  expect(await refused('delete', '--no-prompts', '--region', 'eu-central-1', ...stack)).toEqual([]);
}, 60_000);
