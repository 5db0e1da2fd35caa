import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { place } from '../../scripts/local/machine/outside.ts';
import { RUNNER, storedConfiguration } from './gitlab.ts';
import { CONFIGURATION, REGISTRATION } from './manager-template.ts';
import { CONFIG_TOML, modeOf, renewedConfig, tokenIn, writeConfig } from './managers/config-toml.ts';
import { type Manager, type Managers, run, startManagers } from './managers/managers.ts';
import { DOCUMENT } from './managers/store.ts';

let managers: Managers;
let renewed: string;

beforeAll(async () => {
  managers = await startManagers();
  renewed = managers.gitLab.rotateToken(RUNNER.id);
}, 300_000);
afterAll(() => managers.stop());

/** Kills whoever calls a program for the n-th time, before or after what the program does. */
const cutting = (program: string) => `#!/bin/bash
read -r cut when < /outside/cut
call=$(($(cat /outside/call) + 1))
echo "$call" > /outside/call
[ "$call $when" != "$cut before" ] || { kill -KILL $PPID; exit; }
${program}
[ "$call $when" != "$cut after" ] || kill -KILL $PPID
exit "\${status-0}"
`;
const PARAMETER_STORE = `while [ "$1" ]; do
  case $1 in --name) parameter=/outside/parameters/\${2##*/} ;; --value) value=\${2#file://} ;; esac
  shift
done
if [ "\${value-}" ]; then cp "$value" "$parameter"
elif [ -e "$parameter" ]; then python3 -c 'import json, sys; print(json.dumps(sys.stdin.read()))' < "$parameter"
else echo 'An error occurred (ParameterNotFound)' >&2; status=254; fi`;

const parameterFile = (name = '') => join('outside/parameters', name.split('/').at(-1) ?? '');

const registration = () => ({ ...DOCUMENT, url: managers.gitLab.url });

/** A manager whose GitLab Runner has just renewed its token, and a Parameter Store that holds the one before. */
function manager(cut: number, when: string): Manager {
  const one = managers.machine('i-0');
  place(one.root, parameterFile(REGISTRATION), JSON.stringify(registration()));
  place(one.root, parameterFile(`${CONFIGURATION}:1`), storedConfiguration(managers.gitLab));
  place(one.root, 'usr/local/bin/aws', cutting(PARAMETER_STORE), 0o755);
  place(one.root, 'usr/local/bin/gitlab-runner', cutting('true'), 0o755);
  place(one.root, 'outside/call', '0\n');
  place(one.root, 'outside/cut', `${cut} ${when}\n`);
  writeConfig(one.root, renewedConfig({ token: renewed }));
  return one;
}

/** What is stored of a renewed token: undefined before it is there. */
function keptOf({ root }: Manager) {
  const file = join(root, parameterFile('renewed'));
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

const CALLS = { 'keep-token': 3, 'fetch-configuration': 5 };
const CUTS = Object.entries(CALLS).flatMap(([program, calls]) =>
  Array.from({ length: calls }, (_, index) =>
    ['before', 'after'].map((when) => ({ program, call: index + 1, when })),
  ).flat(),
);

test.each(CUTS)('$program, killed $when its call $call, harms nothing', async ({ program, call, when }) => {
  const one = manager(call, when);
  // The first process of a machine cannot be killed from within: that is the shell.
  expect((await run(one, `${program} || exit`)).status).toBe(137);
  expect([undefined, renewed]).toContain(keptOf(one)?.token);
  expect(tokenIn(one.root)).toBe(renewed);

  expect((await run(one, 'fetch-configuration')).status).toBe(0);
  expect(tokenIn(one.root)).toBe(renewed);
  expect(keptOf(one)).toMatchObject({ token: renewed, tokenObtainedAt: expect.stringMatching(/Z$/) });
  const stored = readFileSync(join(one.root, parameterFile(REGISTRATION)), 'utf8');
  expect(JSON.parse(stored)).toEqual(registration());
  expect(modeOf(one.root, CONFIG_TOML)).toBe('600');

  // The machine itself lost its power, too, and with it what was in memory.
  rmSync(join(one.root, 'run/gitlab-runner'), { recursive: true });
  expect((await run(one, 'fetch-configuration')).status).toBe(0);
  expect(tokenIn(one.root)).toBe(renewed);
}, 150_000);

test.each(Object.entries(CALLS))(
  '%s makes %i calls, each of which was cut above',
  async (program, count) => {
    const one = manager(0, 'never');
    expect((await run(one, program)).status).toBe(0);
    expect(readFileSync(join(one.root, 'outside/call'), 'utf8')).toBe(`${count}\n`);
    expect(existsSync(join(one.root, 'run/gitlab-runner/renewed'))).toBe(false);
  },
  150_000,
);
