import { describe, expect, test } from 'vitest';
import { allowed } from '../attacks/allowed.ts';
import { AUTOSCALER } from '../policies/autoscaler-calls.ts';
import type { Call, Target } from '../policies/call.ts';
import { judge } from '../policies/decide.ts';
import { CASES } from '../policies/functions.ts';
import { MACHINE, SPOT_MACHINE } from '../policies/machine-calls.ts';
import { CACHE_KEY, ENCRYPTED_CACHE, MANAGER, REGISTRIES } from '../policies/manager-calls.ts';
import { arn, GUID, OTHER_STACK, parameter, REPOSITORIES, STACK, WORKERS } from '../policies/sample.ts';
import { beside } from './deploy-role.ts';
import { iam } from './named.ts';

/** With everything that a user may bring. */
const brought = {
  ...{ ParameterPrefix: '/team/', SecretPrefix: 'team/' },
  ...{ CacheBucketName: 'team-cache', CacheKeyArn: CACHE_KEY, EcrRepositories: REPOSITORIES },
};
const ROLES: ReadonlyArray<readonly [name: string, calls: readonly Call[]]> = [
  [
    'the manager',
    [...MANAGER, ...AUTOSCALER, ...MACHINE, ...SPOT_MACHINE, ...ENCRYPTED_CACHE, ...REGISTRIES],
  ],
  ...CASES.map(({ name, calls }) => [name, calls] as const),
];

describe.each(ROLES)('under the boundary, as without it, %s', (_, calls) => {
  test.each(judge([beside('StackBoundary', brought)], calls, 'own'))('may %s', (_call, decision) => {
    expect(decision).toBe('Allow');
  });
});

describe('whoever writes the policies of a stack’s roles himself does not get through the boundary', () => {
  const gets = (action: string, ...targets: readonly Target[]) =>
    allowed([beside('StackBoundary', brought)], action, ...targets);

  test('another role, or a change to one', () => {
    const roles = ['role/admin', 'role/gitlab-runner-stack/ci-ManagerRole-1ABC'].map(iam);
    const actions = [
      'iam:CreateRole',
      'iam:PutRolePolicy',
      'iam:PassRole',
      'sts:AssumeRole',
      'iam:CreateAccessKey',
    ];
    expect(actions.flatMap((action) => gets(action, ...roles))).toEqual([]);
  });

  test('a key, or what is encrypted under another than the stacks’', () => {
    const token = {
      'kms:EncryptionContext:PARAMETER_ARN': parameter('/gitlab-runner/9f8e7d6c/Registration/1'),
    };
    const database = { 'kms:EncryptionContext:PARAMETER_ARN': parameter('/production/password') };
    const other = arn('kms', 'key/of-another-stack');
    expect(gets('kms:Decrypt', other, [other, token], [other, database])).toEqual([]);
    const cache: Target = [CACHE_KEY, { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' }];
    expect(gets('kms:Decrypt', CACHE_KEY, [other, cache[1]])).toEqual([]);
    expect(gets('kms:Decrypt', cache)).toHaveLength(1);
    expect(['kms:PutKeyPolicy', 'kms:CreateGrant'].flatMap((action) => gets(action, other))).toEqual([]);
  });

  test('others’ parameters, secrets, objects and functions', () => {
    expect(gets('ssm:GetParameter', parameter('/production/password'))).toEqual([]);
    expect(gets('secretsmanager:GetSecretValue', arn('secretsmanager', 'secret:production-AbCdEf'))).toEqual(
      [],
    );
    expect(gets('s3:GetObject', 'arn:aws:s3:::payroll/2026.csv', 'arn:aws:s3:::ci-artifacts/a')).toEqual([]);
    expect(gets('lambda:UpdateFunctionCode', arn('lambda', 'function:ci-PreflightFunction-1ABC'))).toEqual(
      [],
    );
  });

  test('images of repositories that were not named', () => {
    const pull = REGISTRIES.flatMap(({ action, others = [] }) => gets(action, ...others));
    expect(pull).toEqual([]);
    const without = beside('StackBoundary', { ...brought, EcrRepositories: '' });
    const own = REGISTRIES.flatMap(({ action, own }) => allowed([without], action, ...own));
    expect(own).toEqual([]);
  });

  test('the rest of a brought bucket: payroll, or a website’s page', () => {
    const objects = ['payroll/2026.csv', 'website/index.html', 'website/project/7/x', 'project'];
    const asked = objects.map((key) => `arn:aws:s3:::team-cache/${key}`);
    const actions = ['s3:GetObject', 's3:PutObject'];
    expect(actions.flatMap((action) => gets(action, ...asked))).toEqual([]);
    const cache = ['project/7/x', `${GUID}/project/7/x`].map((key) => `arn:aws:s3:::team-cache/${key}`);
    expect(actions.flatMap((action) => gets(action, ...cache))).toHaveLength(4);
  });

  test('the tag of a stack on what is no worker of its: it is the permission to what has it', () => {
    const tag = { 'aws:RequestTag/gitlab-runner-stack': STACK, 'aws:TagKeys': ['gitlab-runner-stack'] };
    const others = ['security-group/sg-99', 'launch-template/lt-99', 'image/ami-99', 'vpc/vpc-99'];
    const parts = ['network-interface/eni-99', 'volume/vol-99'];
    const spot = { ...tag, 'ec2:InstanceMarketType': 'spot' };
    const instances = [
      tag,
      { ...tag, 'ec2:InstanceMarketType': 'on-demand' },
      { ...spot, 'ec2:InstanceProfile': iam('instance-profile/admin') },
      { ...spot, 'aws:ResourceTag/aws:autoscaling:groupName': 'web' },
      { ...spot, 'aws:ResourceTag/gitlab-runner-stack': OTHER_STACK },
      { ...spot, 'aws:TagKeys': ['gitlab-runner-stack', 'access'] },
      { ...spot, 'aws:RequestTag/gitlab-runner-stack': OTHER_STACK },
    ].map((context): Target => [arn('ec2', 'instance/i-99'), context]);
    const existing = [...others, ...parts].map((its): Target => [arn('ec2', its), spot]);
    const made = { ...tag, 'ec2:CreateAction': 'RunInstances' };
    expect(gets('ec2:CreateTags', ...instances, ...existing)).toEqual([]);
    const group: Target = [WORKERS, { 'aws:RequestTag/gitlab-runner-workers': STACK }];
    expect(gets('autoscaling:CreateOrUpdateTags', group)).toEqual([]);
    const own: Target[] = parts.map((its) => [arn('ec2', its), made]);
    expect(gets('ec2:CreateTags', ...own, [arn('ec2', 'instance/i-99'), spot])).toHaveLength(3);
  });

  test('others’ instances, or one with a role', () => {
    const [instance, tag] = [arn('ec2', 'instance/i-99'), 'aws:ResourceTag/gitlab-runner-stack'];
    expect(gets('ec2:TerminateInstances', instance, [instance, { [tag]: OTHER_STACK }])).toEqual([]);
    expect(gets('ec2:TerminateInstances', [instance, { [tag]: STACK }])).toHaveLength(1);
    const profile = { 'ec2:InstanceProfile': iam('instance-profile/admin') };
    expect(gets('ec2:RunInstances', [arn('ec2', 'instance/*'), profile])).toEqual([]);
    expect(gets('ec2-instance-connect:SendSSHPublicKey', instance)).toEqual([]);
  });
});
