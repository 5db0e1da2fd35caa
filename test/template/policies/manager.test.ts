import { describe, expect, test } from 'vitest';
import { programs, textOf } from '../programs.ts';
import { AUTOSCALER } from './autoscaler-calls.ts';
import { actionsOf, type Call } from './call.ts';
import { judge } from './decide.ts';
import { MACHINE, SPOT_MACHINE } from './machine-calls.ts';
import { CACHE_KEY, ENCRYPTED_CACHE, MANAGER, REGISTRIES, TAGS } from './manager-calls.ts';
import { arn, granted, INSTANCE, inlinePoliciesOf, parameter, policiesOf } from './sample.ts';

const ON_DEMAND_MACHINE = { Executor: 'docker+machine', WorkerImageId: '/team/worker-image' };
const ECR = { EcrRegistries: '111122223333.dkr.ecr.eu-central-1.amazonaws.com' };
const MANAGERS: Array<[name: string, parameters: Record<string, string>, calls: readonly Call[]]> = [
  ['docker-autoscaler', {}, [...MANAGER, ...AUTOSCALER]],
  ['docker-autoscaler with tags', { ResourceTags: 'CostCenter=1234' }, [...MANAGER, ...AUTOSCALER, ...TAGS]],
  ['docker-autoscaler with registries', ECR, [...MANAGER, ...AUTOSCALER, ...REGISTRIES]],
  [
    'docker-autoscaler with a key of the cache',
    { CacheKeyArn: CACHE_KEY },
    [...MANAGER, ...AUTOSCALER, ...ENCRYPTED_CACHE],
  ],
  ['docker+machine', ON_DEMAND_MACHINE, [...MANAGER, ...MACHINE]],
  [
    'docker+machine on spot',
    { ...ON_DEMAND_MACHINE, WorkerMarket: 'spot' },
    [...MANAGER, ...MACHINE, ...SPOT_MACHINE],
  ],
];
const [ROLE, DATABASE] = ['arn:aws:iam::111122223333:role/admin', parameter('/team/database-password')];

/** What nobody on a manager needs, and what would hurt most. */
const NEVER: Call[] = [
  ['iam:PassRole', ROLE],
  ['sts:AssumeRole', ROLE],
  ['ec2:TerminateInstances', INSTANCE],
  ['ssm:GetParameters', DATABASE],
  ['ssm:GetParametersByPath', parameter('/')],
  ['secretsmanager:GetSecretValue', arn('secretsmanager', 'secret:gitlab-abcdef')],
  // Whoever may invoke it has the credential: the event says where it is sent to.
  ['lambda:InvokeFunction', arn('lambda', 'function:ci-RegistrationFunction-1ABC')],
  ['ec2:AuthorizeSecurityGroupIngress', arn('ec2', 'security-group/sg-0123')],
  ['s3:DeleteObject', 'arn:aws:s3:::ci-cachebucket-1abc/default'],
].map(([action = '', resource = '']) => ({ action, by: 'nobody', own: [], others: [resource] }));

describe.each(MANAGERS)("the manager's policy for %s", (_, parameters, calls) => {
  const policies = policiesOf('ManagerRole', parameters);
  test.each(judge(policies, calls, 'own'))('allows %s', (_, decision) => {
    expect(decision).toBe('Allow');
  });
  test.each(judge(policies, [...calls, ...NEVER], 'others'))('denies %s', (_, decision) => {
    expect(decision).not.toBe('Allow');
  });
  test('grants nothing that nobody calls', () => {
    expect(granted(policies)).toEqual(actionsOf(calls));
  });
});

test('what a manager needs while it drains is its role’s own, so that another role for its successor takes none of it', () => {
  const draining = [
    'ssm:GetParameter',
    'ssm:PutParameter',
    'kms:Decrypt',
    'kms:Encrypt',
    'autoscaling:RecordLifecycleActionHeartbeat',
    'autoscaling:CompleteLifecycleAction',
    'autoscaling:DescribeAutoScalingGroups',
    'autoscaling:TerminateInstanceInAutoScalingGroup',
    'autoscaling:SetDesiredCapacity',
    'ec2:DescribeInstances',
    'ec2:TerminateInstances',
    'ec2:DeleteKeyPair',
  ];
  for (const [, parameters, calls] of MANAGERS) {
    // Of the cache a job can do without.
    const needed = calls.filter((call) => !ENCRYPTED_CACHE.includes(call));
    const asked = needed.filter(({ action }) => draining.includes(action));
    const judged = judge(inlinePoliciesOf('ManagerRole', parameters), asked, 'own');
    expect(judged.length).toBeGreaterThan(10);
    expect(judged.filter(([, decision]) => decision !== 'Allow')).toEqual([]);
  }
});

test('on demand an instance is never tagged afterwards, so nothing of another can be made to look like a worker', () => {
  const judged = judge(policiesOf('ManagerRole', ON_DEMAND_MACHINE), SPOT_MACHINE, 'own');
  expect(judged.map(([, decision]) => decision)).toEqual(['ImplicitDeny']);
});

test('the certificate of a private CA is read from the parameter that was named, and from no other', () => {
  const call = { action: 'ssm:GetParameter', by: 'fetch-configuration', own: [parameter('/team/ca')] };
  const decisions = ['/team/ca', '/team/other'].map((GitLabCaCertificate) =>
    judge(policiesOf('ManagerRole', { GitLabCaCertificate }), [call], 'own').map(([, decision]) => decision),
  );
  expect(decisions).toEqual([['Allow'], ['ImplicitDeny']]);
});

test("a bucket of the user's own is the only one that the manager reaches", () => {
  const policies = policiesOf('ManagerRole', { CacheBucketName: 'team-cache' });
  const call = {
    action: 's3:GetObject',
    by: 'gitlab-runner',
    own: ['arn:aws:s3:::team-cache/project/7/a', 'arn:aws:s3:::ci-cachebucket-1abc/project/7/a'],
  };
  expect(judge(policies, [call], 'own').map(([, decision]) => decision)).toEqual(['Allow', 'ImplicitDeny']);
});

test('every call that the scripts in the template make stands in the tables', () => {
  const text = programs().map(textOf).join('\n');
  const direct = [...text.matchAll(/\baws'?[,(]? ?'?([a-z]+)'?,? '?([a-z]+(?:-[a-z]+)+)/g)];
  const byHook = [...text.matchAll(/\bhook ([a-z]+(?:-[a-z]+)+)/g)];
  const calls = [
    ...direct.map(([, service, verb]) => `${service}:${camelCase(verb)}`),
    ...byHook.map(([, verb]) => `autoscaling:${camelCase(verb)}`),
  ];
  expect(new Set(calls).size).toBe(13);
  expect(actionsOf([...MANAGER, ...AUTOSCALER])).toEqual(expect.arrayContaining(calls));
});

const camelCase = (verb = '') => verb.replace(/(^|-)([a-z])/g, (_, _dash, letter) => letter.toUpperCase());
