import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { STAND_INS } from '../../scripts/local/boot.ts';
import { runOn } from '../../scripts/local/machine/machine.ts';
import { introduce, place } from '../../scripts/local/machine/outside.ts';

// What the template rests on, asked of the real cfn-init (1.4-31; Amazon Linux 2023 has 2.0-39).
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'machine-'));
  introduce(root, 'i-0', 'eu-central-1');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** Carries out one config, from a file. */
function play(config: object) {
  place(root, 'outside/metadata.json', JSON.stringify({ 'AWS::CloudFormation::Init': { config } }));
  return runOn({ root, standIns: STAND_INS }, ['/opt/aws/bin/cfn-init', '/outside/metadata.json']);
}
const append = (word: string) => ({ command: `echo ${word} >> /var/log/order` });

test('files come before commands, and commands by their names', async () => {
  const files = { '/opt/say': { content: '#!/bin/sh\necho "$1" >> /var/log/order\n', mode: '000755' } };
  const commands = { '02_two': append('two'), '01_one': { command: '/opt/say one' } };
  expect(await play({ commands, files })).toEqual({ status: 0, output: '' });
  expect(read('var/log/order')).toBe('one\ntwo\n');
  expect(statSync(join(root, 'opt/say')).mode & 0o7777).toBe(0o755);
});

test('a file that is there is renamed before the new one is written, and keeps its mode; the old one stays beside it', async () => {
  const file = (content: string, mode?: string) => ({ files: { '/etc/one': { content, mode } } });
  await play(file('old\n', '000600'));
  await play(file('new\n'));
  expect([read('etc/one'), read('etc/one.bak')]).toEqual(['new\n', 'old\n']);
  expect(statSync(join(root, 'etc/one')).mode & 0o7777).toBe(0o600);
});

test('a file without content is refused', async () => {
  expect(await play({ files: { '/etc/one': { content: '' } } })).toEqual({
    status: 1,
    output: 'Error occurred during build: File specified without source or content\n',
  });
});

test('a command has no HOME at boot', async () => {
  await play({ commands: { '1': { command: 'echo "[$' + '{HOME-none}]" > /etc/home' } } });
  expect(read('etc/home')).toBe('[none]\n');
});

test('a command that fails ends the build; what it said is in the log of the commands alone', async () => {
  const commands = {
    '1': { command: 'exit 3', ignoreErrors: 'true' },
    '2': { command: 'echo out; echo no $((40 + 2)) >&2; exit 3' },
    '3': append('three'),
  };
  expect(await play({ commands })).toEqual({
    status: 1,
    output: 'Error occurred during build: Command 2 failed\n',
  });
  expect(existsSync(join(root, 'var/log/order'))).toBe(false);
  expect(read('var/log/cfn-init-cmd.log')).toContain('\tno 42\n');
  expect(read('var/log/cfn-init.log')).not.toContain('no 42');
});
