import { expect, test } from 'vitest';
import { read } from '../../scripts/docs/documents.ts';
import { decide } from '../template/policies/decide.ts';
import { actionsInCode } from '../template/policies/sdk-calls.ts';

const [, json = ''] = /```json\n([^`]+)```/.exec(read('docs/operating.md')) ?? [];
const policy = JSON.parse(json);
const called = await actionsInCode('../scripts/status/index.ts');
const ARNS: Readonly<Record<string, string>> = {
  'ssm:GetParametersByPath': 'arn:aws:ssm:eu-central-1:111122223333:parameter/gitlab-runner',
};
const others: Readonly<Record<string, string>> = {
  'ssm:GetParametersByPath': 'arn:aws:ssm:eu-central-1:111122223333:parameter/ci',
  'ssm:GetParameter': 'arn:aws:ssm:eu-central-1:111122223333:parameter/gitlab-runner',
};
const asked = (resources: Readonly<Record<string, string>>) =>
  Object.entries(resources).map(([action, resource]) => ({
    policies: [policy],
    action,
    resource,
    context: {},
  }));

test('the policy of the page on operating allows each call that the status makes, and no other', () => {
  const all = policy.Statement.flatMap(({ Action }: { Action: string | string[] }) => Action);
  expect(all.sort()).toEqual(called);
  const own = Object.fromEntries(called.map((action) => [action, ARNS[action] ?? '*']));
  expect(decide(asked(own))).toEqual(called.map(() => 'Allow'));
  expect(decide(asked(others))).toEqual(['ImplicitDeny', 'ImplicitDeny']);
});

test('the status calls nothing that changes something, and nothing that decrypts', () => {
  expect(called.length).toBeGreaterThan(10);
  expect(called.filter((action) => !/:(Describe|Get|List)/.test(action))).toEqual([]);
  expect(called.filter((action) => /^(kms|secretsmanager):|ssm:GetParameters?$/.test(action))).toEqual([]);
});
