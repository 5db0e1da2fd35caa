import { describe, expect, test } from 'vitest';
import { allowed } from '../attacks/allowed.ts';
import { AUTOSCALER } from '../policies/autoscaler-calls.ts';
import type { Call, Target } from '../policies/call.ts';
import { judge } from '../policies/decide.ts';
import { CASES } from '../policies/functions.ts';
import { MACHINE, SPOT_MACHINE } from '../policies/machine-calls.ts';
import { MANAGER } from '../policies/manager-calls.ts';
import { arn, OTHER_STACK, parameter, STACK } from '../policies/sample.ts';
import { beside } from './deploy-role.ts';
import { iam } from './named.ts';

/** With everything that a user may bring. */
const brought = { ParameterPrefix: '/team/', SecretPrefix: 'team/', CacheBucketName: 'team-cache' };
const ROLES: ReadonlyArray<readonly [name: string, calls: readonly Call[]]> = [
  ['the manager', [...MANAGER, ...AUTOSCALER, ...MACHINE, ...SPOT_MACHINE]],
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

  test('others’ instances, or one with a role', () => {
    const [instance, tag] = [arn('ec2', 'instance/i-99'), 'aws:ResourceTag/gitlab-runner-stack'];
    expect(gets('ec2:TerminateInstances', instance, [instance, { [tag]: OTHER_STACK }])).toEqual([]);
    expect(gets('ec2:TerminateInstances', [instance, { [tag]: STACK }])).toHaveLength(1);
    const profile = { 'ec2:InstanceProfile': iam('instance-profile/admin') };
    expect(gets('ec2:RunInstances', [arn('ec2', 'instance/*'), profile])).toEqual([]);
    expect(gets('ec2-instance-connect:SendSSHPublicKey', instance)).toEqual([]);
  });
});
