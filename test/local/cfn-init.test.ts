import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CfnInitError } from '../../scripts/local/cfn-init/error.ts';
import { type CfnInitOptions, runCfnInit } from '../../scripts/local/cfn-init/run.ts';

const STAND_INS = join(import.meta.dirname, '../../scripts/local/stand-ins/layer');
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'machine-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const play = (init: unknown, options: Partial<CfnInitOptions> = {}) =>
  runCfnInit({ 'AWS::CloudFormation::Init': init }, { root, standIns: STAND_INS, ...options });
const played = (config: unknown, options?: Partial<CfnInitOptions>) => play({ config }, options);
const at = (path: string) => join(root, path);
const read = (path: string) => readFileSync(at(path), 'utf8');
const commandOf = (id: string) => {
  const file = `/proc/${id}/cmdline`;
  return /^\d+$/.test(id) && existsSync(file) ? readFileSync(file, 'utf8') : '';
};
const append = (word: string) => ({ command: `echo ${word} >> /var/log/order` });

describe('config sets', () => {
  const config = (name: string) => ({ commands: { '01': append(name) } });
  const init = {
    configSets: {
      default: [{ ConfigSet: 'both' }, 'three'],
      both: ['two', 'one'],
      single: 'one',
      round: [{ ConfigSet: 'round' }],
    },
    one: config('one'),
    two: config('two'),
    three: config('three'),
  };

  test('a set is its configs and other sets, in the order of its list', async () => {
    const { steps } = await play(init);
    expect(steps).toEqual(['two commands 01', 'one commands 01', 'three commands 01']);
    expect(read('var/log/order')).toBe('two\none\nthree\n');
  });

  test('a set may be one config, and several sets may be named', async () => {
    const { steps } = await play(init, { configSet: 'single,both' });
    expect(steps).toEqual(['one commands 01', 'two commands 01', 'one commands 01']);
  });

  test('a set that is not there or contains itself is refused', async () => {
    await expect(play(init, { configSet: 'none' })).rejects.toThrow('There is no config set none.');
    await expect(play(init, { configSet: 'round' })).rejects.toThrow('The config set round contains itself.');
  });
});

describe('files', () => {
  test('have content of text, base64 or JSON, and their mode, below the root', async () => {
    const { files } = await played({
      files: {
        '/etc/a/text': { content: 'one\n', mode: '000600' },
        '/etc/b': { content: { one: 1 }, mode: '000755', owner: 'daemon', group: 'adm' },
        '/opt/c': { content: Buffer.from('two').toString('base64'), encoding: 'base64' },
      },
    });
    expect([read('etc/a/text'), read('etc/b'), read('opt/c')]).toEqual(['one\n', '{"one":1}', 'two']);
    expect(['etc/a/text', 'etc/b', 'opt/c'].map((path) => statSync(at(path)).mode & 0o7777)).toEqual([
      0o600, 0o755, 0o644,
    ]);
    expect(files).toEqual([
      { path: '/etc/a/text', mode: '000600', owner: 'root', group: 'root' },
      { path: '/etc/b', mode: '000755', owner: 'daemon', group: 'adm' },
      { path: '/opt/c', mode: '000644', owner: 'root', group: 'root' },
    ]);
  });

  test('that change leave the old content beside them, and the same content leaves nothing', async () => {
    const file = (content: string) => ({ files: { '/etc/one': { content } } });
    await played(file('old'));
    await played(file('old'));
    expect(existsSync(at('etc/one.bak'))).toBe(false);
    await played(file('new'));
    expect([read('etc/one'), read('etc/one.bak')]).toEqual(['new', 'old']);
  });

  test('of a user who is not there are an error', async () => {
    const run = played({ files: { '/etc/one': { content: 'one', owner: 'nobody-here' } } });
    await expect(run).rejects.toThrow('config, files, /etc/one: nobody-here is not in /etc/passwd.');
  });
});

describe('commands', () => {
  test('run after the files, by name, as a shell line or a list', async () => {
    const { steps } = await played({
      commands: {
        '02_list': { command: ['cp', '/etc/one', '/etc/$TWO'] },
        '01_line': { command: 'echo "$(cat /etc/one)" first >> /var/log/order' },
        '10_last': append('last'),
      },
      files: { '/etc/one': { content: 'file' } },
    });
    expect(steps).toEqual(
      ['files /etc/one', 'commands 01_line', 'commands 02_list', 'commands 10_last'].map(
        (s) => `config ${s}`,
      ),
    );
    expect(read('var/log/order')).toBe('file first\nlast\n');
    expect(read('etc/$TWO')).toBe('file');
  });

  test('inherit the environment, and env takes its place', async () => {
    const command = 'echo "[$ONE][$TWO]" >> /var/log/order';
    await played(
      { commands: { '1': { command }, '2': { command, env: { TWO: 'two' } } } },
      { environment: { ONE: 'one' } },
    );
    expect(read('var/log/order')).toBe('[one][]\n[][two]\n');
  });

  test('have no HOME, as on a real boot', async () => {
    await played({ commands: { '1': { command: 'echo "[$' + '{HOME-none}]" > /etc/home' } } });
    expect(read('etc/home')).toBe('[none]\n');
  });

  test('run in cwd, and are skipped when their test fails there', async () => {
    const { steps } = await played({
      commands: {
        '1': { command: 'pwd > here', cwd: '/opt', test: 'test ! -e here' },
        '2': { command: 'false', cwd: '/opt', test: ['test', '!', '-e', 'here'] },
      },
    });
    expect(read('opt/here')).toBe('/opt\n');
    expect(steps).toEqual(['config commands 1', 'config commands 2 skipped']);
  });

  test('that fail end the run with what they said, and nothing after them is done', async () => {
    const commands = {
      '1': append('one'),
      '2': { command: 'echo out; echo "no such thing" >&2; exit 3' },
      '3': append('three'),
    };
    const error = await played({ commands }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CfnInitError);
    expect(error).toMatchObject({
      message: 'cfn-init failed at config, commands, 2: out\nno such thing\n',
      failure: { config: 'config', section: 'commands', step: '2', output: 'out\nno such thing\n' },
    });
    expect(read('var/log/order')).toBe('one\n');
  });

  test('that fail with ignoreErrors do not', async () => {
    const commands = { '1': { command: 'exit 3', ignoreErrors: 'true' }, '2': append('two') };
    const { steps } = await played({ commands });
    expect(steps).toEqual(['config commands 1 failed, ignored', 'config commands 2']);
  });
});

test('a second run does no harm', async () => {
  const config = {
    files: { '/opt/script': { content: '#!/bin/sh\necho ran >> /var/log/order\n', mode: '000755' } },
    commands: { '1': { command: '/opt/script' } },
  };
  expect(await played(config)).toEqual(await played(config));
  expect(read('var/log/order')).toBe('ran\nran\n');
  expect(existsSync(at('opt/script.bak'))).toBe(false);
});

test('metadata that is not understood is refused before anything is done', async () => {
  const run = play({
    configSets: { default: ['first', 'second'] },
    first: { commands: { '1': append('first') } },
    second: { packages: { yum: { git: [] } } },
  });
  await expect(run).rejects.toThrow('does not play: packages.');
  expect(existsSync(at('var/log/order'))).toBe(false);
});

test('what a machine changes stays in its root, and what it leaves running ends with it', async () => {
  const mine = join(import.meta.dirname, 'cfn-init.test.ts');
  const before = readFileSync(mine, 'utf8');
  const command = `echo changed > ${mine}; sleep 31415 > /dev/null 2>&1 &`;
  await played({ commands: { '1': { command } } });
  expect(readFileSync(mine, 'utf8')).toBe(before);
  expect(read(mine)).toBe('changed\n');
  expect(readdirSync('/proc').filter((id) => commandOf(id) === 'sleep\0' + '31415\0')).toEqual([]);
});
