import { describe, expect, test } from 'vitest';
import { readTemplate } from '../../../scripts/lib/template.ts';
import { beside, DEPLOY_ROLE_FILE, deployRole } from '../deploy-role/deploy-role.ts';
import { iam } from '../deploy-role/named.ts';
import type { Target } from '../policies/call.ts';
import { arn, KEY, STACK } from '../policies/sample.ts';
import { allowed } from './allowed.ts';

const ASSUMED = { AssumedBy: iam('role/ci') };
/** As CloudFormation's service role, and assumed by whoever deploys. */
const policies = [deployRole(), deployRole(ASSUMED)];
/** What the holder of the role gets, whichever way he holds it. */
const gets = (action: string, ...targets: readonly Target[]) =>
  policies.flatMap((held) => allowed(held, action, ...targets));

describe('whoever holds the deploy role does not get', () => {
  test("a database's key, by tagging it as a stack's and writing its policy", () => {
    const asked: Target = [
      KEY,
      { 'aws:RequestTag/gitlab-runner-stack': STACK, 'aws:TagKeys': ['gitlab-runner-stack'] },
    ];
    const tagged: Target = [KEY, { 'aws:ResourceTag/gitlab-runner-stack': STACK }];
    const both: Target = [KEY, { ...asked[1], ...tagged[1] }];
    for (const action of [
      'TagResource',
      'PutKeyPolicy',
      'ScheduleKeyDeletion',
      'DisableKey',
      'CreateGrant',
      'CreateAlias',
    ])
      expect(gets(`kms:${action}`, KEY, asked, tagged, both)).toEqual([]);
  });

  test('a deployment role of production whose name begins as its own stacks do', () => {
    const boundary = {
      'iam:PermissionsBoundary': 'arn:aws:iam::111122223333:policy/Deployment/StackBoundary',
    };
    const roles = [
      'role/ci-deploy-production',
      'role/ci/ci-deploy-production',
      'role/ci-ManagerRole-1ABC',
    ].map(iam);
    for (const action of [
      'UpdateAssumeRolePolicy',
      'DeleteRole',
      'PutRolePolicy',
      'AttachRolePolicy',
      'DeleteRolePolicy',
      'TagRole',
    ])
      expect(gets(`iam:${action}`, ...roles, ...roles.map((role): Target => [role, boundary]))).toEqual([]);
    for (const service of ['lambda.amazonaws.com', 'ec2.amazonaws.com'])
      expect(
        gets('iam:PassRole', ...roles.map((role): Target => [role, { 'iam:PassedToService': service }])),
      ).toEqual([]);
  });

  test('a security group of production, by a role of a stack’s that tags it as a stack’s', () => {
    const tag = { 'aws:RequestTag/gitlab-runner-stack': STACK, 'aws:TagKeys': ['gitlab-runner-stack'] };
    const others = ['security-group/sg-99', 'launch-template/lt-99', 'vpc/vpc-99', 'image/ami-99'];
    const parts = ['network-interface/eni-99', 'volume/vol-99', 'instance/i-99'];
    const asked = [...others, ...parts].map((its): Target => [arn('ec2', its), tag]);
    expect(allowed([beside('StackBoundary')], 'ec2:CreateTags', ...asked)).toEqual([]);
    expect(gets('ec2:CreateTags', ...asked)).toEqual([]);
  });

  test('every stack’s registrations, by a prefix for parameters that covers them', () => {
    const { AllowedPattern } = readTemplate(DEPLOY_ROLE_FILE).Parameters.ParameterPrefix ?? {};
    const pattern = new RegExp(`^(?:${AllowedPattern})$`);
    const taken = (prefixes: string[]) => prefixes.filter((prefix) => pattern.test(prefix));
    const covering = [
      '/',
      '//',
      '/g',
      '/gitlab',
      '/gitlab-runner',
      '/gitlab-runner/',
      '/gitlab-runner/9f8e/',
    ];
    expect(
      taken([...covering, '/gitlab-runner//', '//gitlab-runner/', '/gitlab*/', '/gitlab-runne?/']),
    ).toEqual([]);
    expect(taken(['', '/gitlab/', '/gitlab-runner-team/', '/team/ci/'])).toHaveLength(4);
  });

  test('the trust of any role, its own stacks’ included', () => {
    const own = iam('role/gitlab-runner-stack/ci-ManagerRole-1ABC');
    expect(gets('iam:UpdateAssumeRolePolicy', own, iam('role/ci-deploy-production'))).toEqual([]);
  });

  test("somebody else's function, by its prefix", () => {
    const functions = ['ci-somebody-elses', 'ci-api-Function-1ABC', 'ci'].map((name) =>
      arn('lambda', `function:${name}`),
    );
    for (const action of [
      'UpdateFunctionCode',
      'UpdateFunctionConfiguration',
      'AddPermission',
      'InvokeFunction',
      'DeleteFunction',
    ])
      expect(gets(`lambda:${action}`, ...functions)).toEqual([]);
  });

  test("another team's bucket, by its prefix", () => {
    const bucket = 'arn:aws:s3:::ci-artifacts-of-another-team';
    for (const action of [
      'PutBucketPolicy',
      'PutLifecycleConfiguration',
      'DeleteBucket',
      'PutBucketPublicAccessBlock',
    ])
      expect(gets(`s3:${action}`, bucket)).toEqual([]);
  });

  test('an audit log, by its prefix', () => {
    const group = arn('logs', 'log-group:ci-audit');
    for (const action of ['DeleteLogGroup', 'PutRetentionPolicy'])
      expect(gets(`logs:${action}`, group, `${group}:*`)).toEqual([]);
  });

  test('a group or a rule that only has the prefix', () => {
    const group = arn('autoscaling', 'autoScalingGroup:0b-1c:autoScalingGroupName/ci-web');
    expect(gets('autoscaling:DeleteAutoScalingGroup', group)).toEqual([]);
    expect(gets('events:PutTargets', arn('events', 'rule/ci-nightly'))).toEqual([]);
  });

  test("another team's scaling, instance, topic or incidents, by an alarm that acts on them", () => {
    const alarm = arn('cloudwatch', 'alarm:ci-tools-ManagerAlarm-1ABC');
    const policy = 'scalingPolicy:0b-1c:autoScalingGroupName/web:policyName/out';
    const actions = [
      arn('autoscaling', policy),
      'arn:aws:sns:eu-central-1:999999999999:pager',
      arn('ssm', 'opsitem:1'),
      'arn:aws:automate:eu-central-1:ec2:terminate',
      arn('lambda', 'function:payments'),
    ];
    const own = arn('sns', 'ci-AlarmTopic-1ABC');
    const alarmWith = (...its: string[]): Target => [alarm, { 'cloudwatch:AlarmActions': its }];
    const hostile = actions.flatMap((action) => [alarmWith(action), alarmWith(own, action)]);
    expect(gets('cloudwatch:PutMetricAlarm', ...hostile)).toEqual([]);
    const silent = alarm;
    expect(gets('cloudwatch:PutMetricAlarm', silent, alarmWith(own, arn('sns', 'chat')))).toHaveLength(4);
  });

  test("another team's alarm kept quiet or set off, by metrics that a role of a stack's puts in its namespace", () => {
    const namespaces = ['Payments', 'AWS/EC2', 'GitLab', 'GitLabRunnerStack/other'].map(
      (namespace): Target => ['*', { 'cloudwatch:namespace': namespace }],
    );
    expect(allowed([beside('StackBoundary')], 'cloudwatch:PutMetricData', '*', ...namespaces)).toEqual([]);
    expect(gets('cloudwatch:PutMetricData', '*', ...namespaces)).toEqual([]);
  });

  test("what other teams' SAM CLI uploads, to read it or to put its own code in its place", () => {
    const objects = ['web/0123', 'ci-web/0123', 'gitlab-runner/0123', '0123.template'].map(
      (key) => `arn:aws:s3:::aws-sam-cli-managed-default-samclisourcebucket-1abc/${key}`,
    );
    for (const action of ['GetObject', 'PutObject', 'GetObjectVersion'])
      expect(gets(`s3:${action}`, ...objects)).toEqual([]);
    const bucket = 'arn:aws:s3:::aws-sam-cli-managed-default-samclisourcebucket-1abc';
    expect(gets('s3:PutBucketPolicy', bucket)).toEqual([]);
    expect(gets('s3:ListBucket', bucket, [bucket, { 's3:prefix': 'web/' }])).toEqual([]);
    expect(
      gets('cloudformation:CreateChangeSet', arn('cloudformation', 'stack/aws-sam-cli-managed-default/1')),
    ).toEqual([]);
  });
});

test.each([
  'CreateRole',
  'PutRolePolicy',
  'PutRolePermissionsBoundary',
  'AttachRolePolicy',
  'DeleteRolePermissionsBoundary',
])('administrator’s permissions, by a role without the boundary: iam:%s', (action) => {
  const roles = ['role/gitlab-runner-stack/ci-ManagerRole-1ABC', 'role/ci-ManagerRole-1ABC'].map(iam);
  const wider = roles.map((role): Target => [role, { 'iam:PermissionsBoundary': iam('policy/wider') }]);
  expect(gets(`iam:${action}`, ...roles, ...wider)).toEqual([]);
});
