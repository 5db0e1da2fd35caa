import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CONNECTOR_KEY } from '../../functions/configuration/sections/autoscaler.ts';
import { programs, TEMPLATE, textOf } from './programs.ts';

const TOOLS = join(import.meta.dirname, '..', '..', '.tools');
const shell = programs().filter((path) => textOf(path).startsWith('#!/bin/bash'));
const python = programs().filter(
  (path) => path.endsWith('.py') || textOf(path).startsWith('#!/usr/bin/python3'),
);

test('there are programs to check', () => {
  expect(Math.min(shell.length, python.length)).toBeGreaterThan(2);
});

// SC1091: its settings are on the manager alone.
test.each(shell)('shellcheck finds nothing in %s', (path) => {
  const checked = ['--shell=bash', '--exclude=SC1091', join(TEMPLATE, path)];
  expect(spawnSync(join(TOOLS, 'sam/bin/shellcheck'), checked, { encoding: 'utf8' }).stdout).toBe('');
});

test('ruff finds nothing in the Python that Amazon Linux 2023 runs (3.9)', () => {
  const settings = ['check', '--isolated', '--quiet', '--target-version', 'py39', '--line-length', '130'];
  // ruff takes what has no ending for Python when it is named.
  const files = python.map((path) => join(TEMPLATE, path));
  expect(
    spawnSync(join(TOOLS, 'ruff/bin/ruff'), [...settings, ...files], { encoding: 'utf8' }),
  ).toMatchObject({
    status: 0,
    stdout: '',
  });
});

test('what has an interpreter is executable', () => {
  const scripts = programs().filter((path) => path.startsWith('manager') && textOf(path).startsWith('#!'));
  const executable = programs().filter((path) => statSync(join(TEMPLATE, path)).mode & 0o111);
  expect(executable).toEqual(scripts);
});

test("the manager makes the key of the workers' connections where config.toml names it", () => {
  const program = textOf('manager/opt/gitlab-runner-stack/fetch-configuration');
  expect(program).toContain(`CONNECTOR_KEY = '${CONNECTOR_KEY}'`);
});
