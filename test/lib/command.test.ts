import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CredentialsProviderError } from '@smithy/core/config';
import { expect, test } from 'vitest';
import { sentenceOf } from '../../scripts/lib/command.ts';
import { PROJECT } from '../../scripts/lib/project.ts';
import { run } from '../../scripts/lib/run.ts';

const { scripts, devDependencies } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'));
/** Every file that an npm script gives to Node. */
const COMMANDS = [
  ...new Set(Object.values<string>(scripts).flatMap((line) => line.match(/scripts\/[\w/-]+\.ts/g) ?? [])),
];

/** For monitoring 1 is a warning. */
const FAILS: Readonly<Record<string, number>> = { 'scripts/status/index.ts': 3 };

test.each(COMMANDS)('%s answers a mistyped option with one sentence and its status of failure', (file) => {
  const { status, stderr, stdout } = spawnSync('node', [file, '--mistyped'], {
    cwd: PROJECT,
    encoding: 'utf8',
  });
  expect(stderr).toBe("Unknown option '--mistyped'\n");
  expect(stdout).toBe('');
  expect(status).toBe(FAILS[file] ?? 1);
});

test('what an error quotes moves no cursor', () => {
  const { stderr } = spawnSync(
    'node',
    ['scripts/status/index.ts', '--mis\u001b[2Jtyped\u001b]52;c;eA==\u0007'],
    {
      cwd: PROJECT,
      encoding: 'utf8',
    },
  );
  expect(stderr).toMatch(/^Unknown option '--mistyped/);
  expect(stderr.trimEnd()).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});

test('there are as many commands as npm scripts that run TypeScript', () => {
  expect(COMMANDS.length).toBeGreaterThan(5);
});

test('what npm ci --omit=dev leaves out is installed before the status needs it', () => {
  const [, looked] = /node_modules\/(\S+) \]/.exec(scripts.prestatus) ?? [];
  expect(Object.keys(devDependencies)).toContain(looked);
});

test('a program that is missing is named, with what installs it', async () => {
  const error = await run('no-such-program', []).catch((thrown: unknown) => thrown);
  expect(sentenceOf(error)).toMatch(/^The program no-such-program is missing: npm run setup /);
});

test('what the AWS SDK says of credentials stays one sentence', () => {
  const said = new CredentialsProviderError('Token refresh failed:\nsign in.');
  expect(sentenceOf(said)).toMatch(/^There are no AWS credentials: .* Token refresh failed: sign in\.$/);
});

test('a fault of the script has no sentence, so it keeps its stack', () => {
  expect(sentenceOf(new TypeError('x is not a function'))).toBeUndefined();
  // Its code is a number.
  expect(sentenceOf(AbortSignal.abort().reason)).toBeUndefined();
});
