import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { managerFiles, type Script, userDataOf } from './scripts.ts';

const SHELLCHECK = join(import.meta.dirname, '..', '..', '.tools/sam/bin/shellcheck');

/** CloudFormation replaces `${Name}` before the shell sees it; a word without spaces stands in. */
const asTheShellSeesIt = (text: string) =>
  text.replace(/\$\{[A-Z][\w:.]*\}/g, 'value').replaceAll('${!', '${');

const all: Script[] = [
  ...managerFiles(),
  { name: "the manager's user data", text: asTheShellSeesIt(userDataOf('ManagerLaunchTemplate')) },
  { name: "the workers' user data", text: asTheShellSeesIt(userDataOf('WorkerLaunchTemplate')) },
];
const shell = all.filter(({ text }) => text.startsWith('#!/bin/bash'));
const python = all.filter(({ name, text }) => text.startsWith('#!/usr/bin/python3') || name.endsWith('.py'));

test('there are scripts to check', () => {
  expect([shell.length, python.length]).toEqual([9, 3]);
});

test.each(shell.map(({ name, text }) => [name, text]))('shellcheck finds nothing in %s', (_, text) => {
  const { stdout } = spawnSync(SHELLCHECK, ['--shell=bash', '--exclude=SC1091', '-'], {
    input: text,
    encoding: 'utf8',
  });
  expect(stdout).toBe('');
});

test.each(
  python.map(({ name, text }) => [name, text]),
)('%s is Python as Amazon Linux 2023 has it (3.9)', (_, text) => {
  const check = 'import ast, sys; ast.parse(sys.stdin.read(), feature_version=(3, 9))';
  const { stderr, status } = spawnSync('python3', ['-c', check], { input: text, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});
