import { execFileSync } from 'node:child_process';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { readTemplate } from '../../scripts/lib/template.ts';
import { runnerOf } from '../configuration/sample.ts';
import { KNOWN } from './calls/known.ts';
import { type Call, callsOf } from './calls/shell.ts';
import { programs, TEMPLATE, textOf } from './programs.ts';

const OWN = new Set(
  programs()
    .filter((path) => path.startsWith('manager/opt/'))
    .map((path) => basename(path)),
);
/** What only sets a limit to the call behind it. */
const LIMIT = /^(\/opt\/gitlab-runner-stack\/run-step|timeout( --kill-after=\d+)?) (\d+|"\$seconds") /;

/** `command` in the metadata that cfn-init carries out. */
function commandsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { command } = value as { command?: string | { 'Fn::Sub': string } };
  const here = command === undefined ? [] : [typeof command === 'string' ? command : command['Fn::Sub']];
  return [...here, ...Object.values(value).flatMap(commandsIn)];
}

/** Lines of units and of cfn-hup's hook. */
const configured = (text: string) =>
  [...text.matchAll(/^(?:Exec\w+=-?|action=)(.*)$/gm)].map(([, line = '']) => line);

function inPython(): Call[] {
  const files = programs().filter(
    (path) => path.endsWith('.py') || textOf(path).startsWith('#!/usr/bin/python3'),
  );
  const paths = files.map((path) => join(TEMPLATE, path));
  const found = execFileSync('python3', [join(import.meta.dirname, 'calls/python.py'), ...paths], {
    encoding: 'utf8',
  });
  return (
    (JSON.parse(found) as Array<Array<string | null>>)
      // What starts itself anew is computed.
      .filter(([program]) => program !== null)
      .map((words) => ({ program: words[0] ?? '', text: words.map((word) => word ?? '…').join(' ') }))
  );
}

function allCalls(): Call[] {
  const texts = programs().map(textOf);
  const lines = [
    ...texts.filter((text) => text.startsWith('#!/bin/bash')),
    ...texts.flatMap(configured),
    ...commandsIn(readTemplate().Resources.ManagerLaunchTemplate?.Metadata),
    String((runnerOf().autoscaler as { instance_ready_command: string }).instance_ready_command),
  ];
  return [...lines.flatMap(callsOf), ...inPython()].map(({ text }) => {
    const limited = text.replace(LIMIT, '').replace(/^\/usr\/local\/bin\//, '');
    return { program: limited.split(' ')[0] ?? '', text: limited };
  });
}

const calls = allCalls().filter(({ program }) => !OWN.has(basename(program)));

test.each([
  ...new Set(calls.map(({ text }) => text)),
])('the source of what is called was read: %s', (text) => {
  const call = calls.find((one) => one.text === text) as Call;
  const known = KNOWN[call.program];
  expect(known, `${call.program} is on no list: where was its command line read?`).toBeDefined();
  expect(text).toMatch(known?.calls ?? /./);
});

test('every program on the list is called', () => {
  const called = new Set(calls.map(({ program }) => program));
  expect(Object.keys(KNOWN).filter((program) => !called.has(program))).toEqual([]);
});
