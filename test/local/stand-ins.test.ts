import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { STAND_INS } from '../../scripts/local/boot.ts';
import { runOn } from '../../scripts/local/machine/machine.ts';
import { calls, introduce, place } from '../../scripts/local/machine/outside.ts';

const IMDS = 'http://169.254.169.254/latest';
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'machine-'));
  introduce(root, 'i-1', 'eu-central-1');
  place(root, 'outside/downloads/tool', 'the tool');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const shell = (line: string) => runOn({ root, standIns: STAND_INS }, ['/bin/sh', '-c', line]);

test('curl serves a download by its last name, and fails with 22 at any other', async () => {
  expect(await shell('curl --fail https://example.com/a/tool')).toEqual({ status: 0, output: 'the tool' });
  expect(await shell('curl --fail https://example.com/a/other')).toEqual({
    status: 22,
    output: 'curl: (22) The requested URL returned error: 404\n',
  });
  expect(calls(root)).toEqual([
    'curl --fail https://example.com/a/tool',
    'curl --fail https://example.com/a/other',
  ]);
});

test('the instance metadata service answers only to a token', async () => {
  const token = `$(curl -sf -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' ${IMDS}/api/token)`;
  const question = `${IMDS}/meta-data/instance-id`;
  expect(await shell(`curl -sf -H "X-aws-ec2-metadata-token: ${token}" ${question}`)).toEqual({
    status: 0,
    output: 'i-1',
  });
  expect(await shell(`curl -sf ${question}`)).toMatchObject({ status: 22 });
  expect(await shell(`curl -sf -X PUT ${IMDS}/api/token`)).toMatchObject({ status: 22 });
});

test.each([
  ['curl --insecure https://example.com/tool', 'option --insecure: is unknown'],
  ['aws ssm get-parameters-please', 'argument operation: Invalid choice'],
  ['aws ssm get-parameter --nom a', 'the following arguments are required: --name'],
  ['aws ssm get-parameter --name a --with-decryptions', 'Unknown options: --with-decryptions'],
  ['aws ssm get-parameter --name a', 'You must specify a region'],
  ['systemctl mask cfn-hup', 'Unknown command verb mask'],
])('%s fails loudly', async (line, said) => {
  const ended = await shell(`export GNUPGHOME=/tmp; ${line}`);
  expect(ended.status).not.toBe(0);
  expect(ended.output).toContain(said);
});
