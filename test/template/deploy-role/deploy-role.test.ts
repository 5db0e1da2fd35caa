import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT } from '../../../scripts/lib/project.ts';
import { readTemplate } from '../../../scripts/lib/template.ts';
import type { Target } from '../policies/call.ts';
import { judge } from '../policies/decide.ts';
import { arn, granted, OTHER_STACK, type PolicyDocument, STACK } from '../policies/sample.ts';
import { beside, DEPLOY_ROLE_FILE, deployRole } from './deploy-role.ts';
import { iam, named } from './named.ts';
import { BOUNDARY, given } from './resources.ts';

const decisions = (policies: PolicyDocument[], action: string, ...own: Target[]) =>
  judge(policies, [{ action, by: 'whoever deploys', own }], 'own').map(([, decision]) => decision);
const ROLE = iam('role/gitlab-runner-stack/ci-ManagerRole-1ABC');

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
])('%s needs the boundary: the one that is made beside the role, or the one that was given', (action) => {
  const given = iam('policy/boundary');
  const roles = [BOUNDARY, given].map((boundary): Target => [ROLE, { 'iam:PermissionsBoundary': boundary }]);
  expect(decisions(deployRole(), action, ...roles, ROLE)).toEqual(['Allow', 'ImplicitDeny', 'ImplicitDeny']);
  const withGiven = deployRole({ PermissionsBoundary: given });
  expect(decisions(withGiven, action, ...roles, ROLE)).toEqual(['ImplicitDeny', 'Allow', 'ImplicitDeny']);
});

test.each([
  ['iam:DeleteRole', 'AWS::IAM::Role'],
  ['iam:DeleteInstanceProfile', 'AWS::IAM::InstanceProfile'],
  ['lambda:UpdateFunctionCode', 'AWS::Lambda::Function'],
  ['events:PutTargets', 'AWS::Events::Rule'],
  ['logs:DeleteLogGroup', 'AWS::Logs::LogGroup'],
  ['s3:DeleteBucket', 'AWS::S3::Bucket'],
  ['autoscaling:UpdateAutoScalingGroup', 'AWS::AutoScaling::AutoScalingGroup'],
])('%s is for every %s of the stack, by the name that CloudFormation makes', (action, type) => {
  const own = named(type);
  expect(own).not.toEqual([]);
  expect(decisions(deployRole(), action, ...own)).toEqual(own.map(() => 'Allow'));
});

test('another path of the stacks’ roles is the only one then', () => {
  const roles = [iam('role/teams/ci/ci-ManagerRole-1ABC'), ROLE];
  expect(decisions(deployRole({ RolePath: '/teams/ci/' }), 'iam:DeleteRole', ...roles)).toEqual([
    'Allow',
    'ImplicitDeny',
  ]);
});

test('the role cannot change itself, though its own stack begins with the prefix', () => {
  const { Path } = readTemplate(DEPLOY_ROLE_FILE).Resources.DeployRole?.Properties ?? {};
  const itself = iam(`role${Path}ci-deploy-DeployRole-1ABC`);
  expect(Path).toMatch(/[A-Z]/);
  const bounded: Target = [itself, { 'iam:PermissionsBoundary': BOUNDARY }];
  for (const action of ['iam:PutRolePolicy', 'iam:DeleteRole'])
    expect(decisions(deployRole(), action, bounded)).toEqual(['ImplicitDeny']);
  expect(readTemplate(DEPLOY_ROLE_FILE).Rules).toMatchObject({
    OutOfItsOwnReach: {
      Assertions: [{ Assert: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'RolePath' }, Path] }] } }],
    },
  });
});

test('it has no right over any key, and makes the one of its stacks itself', () => {
  expect(
    granted(deployRole({ AssumedBy: iam('role/ci') })).filter((action) => action.startsWith('kms:')),
  ).toEqual([]);
  const { Resources, Outputs } = readTemplate(DEPLOY_ROLE_FILE);
  expect(Resources.TokenKey?.Properties.KeyPolicy).toEqual(
    readTemplate().Resources.TokenKey?.Properties.KeyPolicy,
  );
  expect(Outputs.TokenKeyArn?.Value).toEqual({ 'Fn::GetAtt': ['TokenKey', 'Arn'] });
});

test('an Auto Scaling group may start what the stack’s launch template says, and nothing is started without one', () => {
  const parts = ['instance', 'volume', 'network-interface', 'subnet', 'security-group', 'key-pair'].map(
    (kind) => arn('ec2', `${kind}/*`),
  );
  const shared = 'arn:aws:ec2:eu-central-1:999988887777:subnet/subnet-01';
  const everything = [...parts, shared, 'arn:aws:ec2:eu-central-1::image/ami-0123'];
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

test('it fits into what IAM takes: 10,240 characters in a role, and 6,144 in a policy beside it', () => {
  const all = {
    AssumedBy: iam('role/ci'),
    StackNamePrefix: 'a-prefix-of-20-chars',
    RolePath: '/a/path/of/fifty/characters/as/teams/may/have/them/',
    ParameterPrefix: '/gitlab/',
    SecretPrefix: 'gitlab/',
    CacheBucketName: 'a-bucket-of-the-team',
    CacheKeyArn: 'arn:aws:kms:ap-northeast-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef',
    EcrRepositories: 'arn:aws:ecr:ap-northeast-1:123456789012:repository/a/team/*'.padEnd(200, 'x'),
  };
  const size = (document: object) => JSON.stringify(document).length;
  const managed = ['FunctionsPolicy', 'StackBoundary'].map((policy) => size(beside(policy, all)));
  // Some 30 ARNs are seven characters longer each in aws-us-gov.
  expect(Math.max(...managed)).toBeLessThan(6144 - 220);
  const [functions = 0] = managed;
  expect(
    deployRole(all)
      .map(size)
      .reduce((sum, one) => sum + one) - functions,
  ).toBeLessThan(10_240 - 1000);
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
