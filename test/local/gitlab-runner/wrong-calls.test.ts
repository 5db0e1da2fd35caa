import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTemplate } from '../../../scripts/lib/template.ts';
import type { Ended } from '../../../scripts/local/machine/machine.ts';
import { RUNNER_VERSION } from '../../../scripts/local/stand-ins/downloads.ts';
import { machineWithRunner } from './machine.ts';

// What the real program printed and how it ended: its command line and its loader, built from gitlabhq/gitlab-runner
// d79f3e7b, were given the same calls.
const USAGE = [
  ['fleeting install --config config.toml', ':', 'flag provided but not defined: -config'],
  ['fleeting --config', '.', 'flag needs an argument: -config'],
  ['fleeting --upgrade install', '.', 'flag provided but not defined: -upgrade'],
  ['lint --working-directory /tmp', ':', 'flag provided but not defined: -working-directory'],
  ['lint --config', ':', 'flag needs an argument: -config'],
  ['lint --log-format text', ':', 'flag provided but not defined: -log-format'],
  ['run --upgrade', ':', 'flag provided but not defined: -upgrade'],
  [
    'run --syslog=maybe',
    ':',
    'invalid boolean value "maybe" for -syslog: strconv.ParseBool: parsing "maybe": invalid syntax',
  ],
  ['verify ---config', ':', 'bad flag syntax: ---config'],
  ['--config config.toml lint', '.', 'flag provided but not defined: -config'],
] as const;
const REFUSED = [
  ['install-plugins', 'Command install-plugins not found.'],
  ['LINT', 'Command LINT not found.'],
  ['lint --config none.toml', 'config file not found: none.toml'],
  ['--log-format xml lint', 'Error while setting up logging configuration'],
  // Known to the real program, and not read for this one.
  ['register', 'the command register was not read for this stand-in'],
  ['verify --delete', 'verify --delete is not played by this stand-in'],
] as const;
const PASSED = ['lint x --config config.toml', 'lint -config=config.toml', 'lint -c config.toml'];

const machine = machineWithRunner();
const ended = new Map<string, Ended>();
beforeAll(async () => {
  const calls = [...USAGE, ...REFUSED].map(([call]) => call as string).concat(PASSED);
  const all = await machine.runAll(calls.map((call) => ({ line: `gitlab-runner ${call}` })));
  for (const [index, call] of calls.entries()) ended.set(call, all[index] as Ended);
}, 150_000);
afterAll(() => machine.remove());

test.each(USAGE)('gitlab-runner %s ends with 1 and says how to call it', (call, mark, why) => {
  const { status, output } = ended.get(call) as Ended;
  expect(status).toBe(1);
  expect(output).toContain(`Incorrect Usage${mark} ${why}\n`);
  expect(output).toMatch(/level=fatal msg=.*\n$/);
  expect(output).toContain(`level=fatal msg=${JSON.stringify(why)}\n`);
});

test.each(REFUSED)('gitlab-runner %s ends with 1', (call, why) => {
  expect(ended.get(call)).toEqual({
    status: 1,
    output: expect.stringContaining(`level=fatal msg=${JSON.stringify(why)}`),
  });
});

test.each(PASSED)('gitlab-runner %s is a call', (call) => {
  expect(ended.get(call)).toEqual({
    status: 0,
    output: expect.stringContaining('msg="Configuration file is valid."'),
  });
});

test('a subcommand that there is not shows the help and ends with 0, as the real one does', async () => {
  const { status, output } = await machine.run('gitlab-runner fleeting --config config.toml update');
  expect(status).toBe(0);
  expect(output).toContain('gitlab-runner fleeting - manage fleeting plugins');
});

test('without LOG_FORMAT lines have colours, terminal or not', async () => {
  const { output } = await machine.run('gitlab-runner lint --config none.toml', {});
  expect(output).toContain('\x1b[31;1mFATAL: config file not found: none.toml           \x1b[0;m \n');
});

test('the version is the one that was downloaded, and none whose source was not read', async () => {
  const { status, output } = await machine.run('gitlab-runner --version');
  expect({ status, first: output.split('\n')[0] }).toEqual({ status: 0, first: 'Version:      19.4.0' });
  const newer = machineWithRunner('19.5.0');
  expect((await newer.run('gitlab-runner --version')).output).toContain(
    'The sources of gitlab-runner 19.5.0 were not read for this stand-in.',
  );
  newer.remove();
});

test("the stand-in plays the template's own version", () => {
  expect(readTemplate().Parameters.RunnerVersion?.Default).toBe(RUNNER_VERSION);
});
