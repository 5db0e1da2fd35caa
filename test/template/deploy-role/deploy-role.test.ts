import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT } from '../../../scripts/lib/project.ts';
import { readTemplate } from '../../../scripts/lib/template.ts';
import type { Target } from '../policies/call.ts';
import { judge } from '../policies/decide.ts';
import { arn, KEY, OTHER_STACK, type PolicyDocument, STACK } from '../policies/sample.ts';
import { DEPLOY_ROLE_FILE, deployRole } from './deploy-role.ts';
import { asked, BOUNDARY, given, iam } from './resources.ts';

const decisions = (policies: PolicyDocument[], action: string, ...own: Target[]) =>
  judge(policies, [{ action, by: 'whoever deploys', own }], 'own').map(([, decision]) => decision);
const ROLE = iam('role/ci-ManagerRole-1ABC');

test('only the stack’s roles are passed, and only to Lambda and EC2', () => {
  const to = (role: string, service: string): Target => [role, { 'iam:PassedToService': service }];
  const services = ['lambda.amazonaws.com', 'ec2.amazonaws.com', 'ecs-tasks.amazonaws.com'];
  const passed = [...services.map((service) => to(ROLE, service)), to(iam('role/admin'), services[0] ?? '')];
  expect(decisions(deployRole(), 'iam:PassRole', ...passed)).toEqual([
    'Allow',
    'Allow',
    'ImplicitDeny',
    'ImplicitDeny',
  ]);
});

test.each([
  'iam:CreateRole',
  'iam:PutRolePolicy',
  'iam:PutRolePermissionsBoundary',
])('%s needs the boundary, once one is given', (action) => {
  const bounded: Target = [ROLE, { 'iam:PermissionsBoundary': BOUNDARY }];
  const wrong: Target = [ROLE, { 'iam:PermissionsBoundary': iam('policy/wider') }];
  const roles = [bounded, wrong, ROLE];
  expect(decisions(deployRole({ PermissionsBoundary: BOUNDARY }), action, ...roles)).toEqual([
    'Allow',
    'ImplicitDeny',
    'ImplicitDeny',
  ]);
  expect(decisions(deployRole(), action, ...roles)).toEqual(['Allow', 'Allow', 'Allow']);
});

test('a boundary that is given is never taken off', () => {
  const action = 'iam:DeleteRolePermissionsBoundary';
  expect(decisions(deployRole({ PermissionsBoundary: BOUNDARY }), action, ROLE)).toEqual(['ImplicitDeny']);
  expect(decisions(deployRole(), action, ROLE)).toEqual(['Allow']);
});

test('the role cannot change itself, though its own stack begins with the prefix', () => {
  const { Path } = readTemplate(DEPLOY_ROLE_FILE).Resources.DeployRole?.Properties ?? {};
  const itself = iam(`role${Path}ci-deploy-DeployRole-1ABC`);
  expect(Path).toMatch(/[A-Z]/);
  for (const action of ['iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy'])
    expect(decisions(deployRole(), action, itself)).toEqual(['ImplicitDeny']);
});

test.each([
  'kms:ScheduleKeyDeletion',
  'kms:PutKeyPolicy',
  'kms:DisableKey',
  'kms:TagResource',
])('%s is for the stack’s key alone', (action) => {
  const keys = [given(KEY, STACK), given(KEY, OTHER_STACK), KEY];
  expect(decisions(deployRole(), action, ...keys)).toEqual(['Allow', 'ImplicitDeny', 'ImplicitDeny']);
});

test('an Auto Scaling group may start what the stack’s launch template says, and nothing is started without one', () => {
  const parts = ['instance', 'volume', 'network-interface', 'subnet', 'security-group', 'key-pair'].map(
    (kind) => arn('ec2', `${kind}/*`),
  );
  const everything = [...parts, 'arn:aws:ec2:eu-central-1::image/ami-0123'];
  const ofTemplate = everything.map(
    (part): Target => [part, { 'ec2:LaunchTemplate': arn('ec2', 'launch-template/lt-0123') }],
  );
  const ownTemplate = given(arn('ec2', 'launch-template/lt-0123'), STACK);
  const allowed = decisions(deployRole(), 'ec2:RunInstances', ...ofTemplate, ownTemplate);
  expect(new Set(allowed)).toEqual(new Set(['Allow']));
  expect(new Set(decisions(deployRole(), 'ec2:RunInstances', ...everything))).toEqual(
    new Set(['ImplicitDeny']),
  );
});

test('a key is made with the stack’s tag or not at all', () => {
  const keys = [asked('*', STACK), asked('*', OTHER_STACK), '*'];
  expect(decisions(deployRole(), 'kms:CreateKey', ...keys)).toEqual([
    'Allow',
    'ImplicitDeny',
    'ImplicitDeny',
  ]);
});

test('a parameter of the user’s is read when its name begins as was said', () => {
  const parameters = ['/gitlab/ca', '/team/database-password'].map((name) => arn('ssm', `parameter${name}`));
  const policies = deployRole({ ParameterPrefix: '/gitlab/' });
  expect(decisions(policies, 'ssm:GetParameters', ...parameters)).toEqual(['Allow', 'ImplicitDeny']);
});

test('whoever assumes it works on stacks with that name; CloudFormation as a service role on none', () => {
  const assumed = deployRole({ AssumedBy: iam('role/ci') });
  for (const action of ['CreateChangeSet', 'ExecuteChangeSet', 'DeleteStack'].map(
    (one) => `cloudformation:${one}`,
  )) {
    expect(decisions(assumed, action, STACK, OTHER_STACK)).toEqual(['Allow', 'ImplicitDeny']);
    expect(decisions(deployRole(), action, STACK)).toEqual(['ImplicitDeny']);
  }
});

test('it fits into the 10,240 characters that a role’s policies may have', () => {
  const all = { AssumedBy: iam('role/ci'), PermissionsBoundary: BOUNDARY, ParameterPrefix: '/gitlab/' };
  const size = JSON.stringify(deployRole({ ...all, StackNamePrefix: 'a-prefix-of-20-chars' })).length;
  expect(size).toBeLessThan(10_240 - 1000);
});

test('cfn-lint finds nothing in any partition, and none is named', () => {
  const regions = ['eu-central-1', 'cn-north-1', 'us-gov-west-1'];
  const { stdout, status } = spawnSync(
    join(PROJECT, '.tools/sam/bin/cfn-lint'),
    ['--regions', ...regions, '--', DEPLOY_ROLE_FILE],
    { encoding: 'utf8' },
  );
  expect([status, stdout]).toEqual([0, '']);
  expect(readFileSync(DEPLOY_ROLE_FILE, 'utf8')).not.toMatch(/arn:aws[:-]|amazonaws\.com\.cn|ec2\.amazonaws/);
}, 120_000);
