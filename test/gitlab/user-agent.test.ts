import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { USER_AGENT } from '../../functions/gitlab/user-agent.ts';
import { PROJECT } from '../../scripts/lib/project.ts';

const read = (...path: string[]) => readFileSync(join(PROJECT, ...path), 'utf8');

test('the User-Agent of the functions and of the manager has the version of this release', () => {
  const { version } = JSON.parse(read('package.json'));
  expect(USER_AGENT).toBe(`gitlab-runner-stack/${version}`);
  expect(read('template', 'manager', 'opt', 'gitlab-runner-stack', 'gitlab.py')).toContain(`'${USER_AGENT}'`);
  expect(read('template', 'gitlab-runner.yaml')).toMatch(new RegExp(`^      Version: ${version}$`, 'm'));
});
