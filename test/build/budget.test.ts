import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT } from '../../scripts/lib/project.ts';

const run = (program: string, ...args: string[]) => {
  const { status, stdout } = spawnSync(join(PROJECT, program), args, { cwd: PROJECT, encoding: 'utf8' });
  return { status, stdout };
};

test('cfn-lint and AWS’s own validator find nothing in the budget', { timeout: 60_000 }, () => {
  const file = 'examples/budget.yaml';
  const nothing = { status: 0, stdout: '' };
  expect(run('.tools/sam/bin/cfn-lint', file, '--regions', 'us-east-1')).toEqual(nothing);
  expect(run('.tools/validate/bin/python', 'scripts/template/validate.py', file)).toEqual(nothing);
});
