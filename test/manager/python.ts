import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'vitest';
import { TEMPLATE } from '../template/programs.ts';

export const PROGRAMS = join(TEMPLATE, 'manager/opt/gitlab-runner-stack');

/** What an expression over the arguments `a` says, with the names of a module of the manager's. */
export function python(module: string, expression: string, ...args: readonly unknown[]): unknown {
  const program = `import json, sys\nfrom ${module} import *\na = json.load(sys.stdin)\nprint(json.dumps(${expression}))`;
  const asked = { cwd: PROGRAMS, input: JSON.stringify(args), encoding: 'utf8' as const };
  const { stdout, stderr } = spawnSync('python3', ['-Bc', program], asked);
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}
