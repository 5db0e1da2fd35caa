import { describe, expect, test } from 'vitest';
import { type Given, holds, withParameters } from '../../scripts/lib/conditions.ts';
import { needs } from '../../scripts/lib/references.ts';
import { readTemplate, type Template } from '../../scripts/lib/template.ts';

const source = readTemplate();

/** For every parameter that a condition looks at, a value that turns it around. */
const TURNED: Given = {
  TokenKeyArn: 'arn:aws:kms:eu-central-1:123456789012:key/mine',
  CacheBucketName: 'mine',
  CacheKeyArn: 'arn:aws:kms:eu-central-1:123456789012:key/of-the-cache',
  RunnerProtected: 'true',
  RunnerScope: 'group/7',
  CacheExpirationDays: '0',
  GitLabTokenSource: '/mine/token',
  GitLabCaCertificate: '/mine/authority',
  RunnerDescription: 'mine',
  FunctionSubnetIds: 'subnet-1',
  SshKeyName: 'mine',
  AssignPublicIp: 'true',
  PermissionsBoundary: 'arn:aws:iam::123456789012:policy/mine',
  AlarmEmail: 'ci@example.com',
  AlarmTopicArn: 'arn:aws:sns:eu-central-1:123456789012:alarms',
  Dashboard: 'true',
  WorkerMarket: 'spot',
  WorkerImageId: '/mine/image',
  WorkerInstanceTypes: 'm7i.large,m6i.large,m5.large,m5a.large',
  EcrRegistries: '123456789012.dkr.ecr.eu-central-1.amazonaws.com',
  ResourceTags: 'A=1,B=2,C=3,D=4,E=5',
};
const SECRET: Given = { GitLabTokenSource: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:mine' };
const AMI: Given = { WorkerImageId: 'ami-0123456789abcdef0' };
const OTHERS: Given[] = [
  { RunnerScope: 'project/7' },
  { 'AWS::Partition': 'aws-cn' },
  { 'AWS::Partition': 'aws-us-gov' },
];
const CHANGES: Given[] = [
  {},
  AMI,
  ...Object.entries(TURNED).map(([name, value]) => ({ [name]: value })),
  SECRET,
  ...OTHERS,
  TURNED,
];
const CASES = ['docker-autoscaler', 'docker+machine'].flatMap((Executor) =>
  CHANGES.map((changes) => ({ Executor, ...changes })),
);

test('every condition holds in one of the cases, and does not in another', () => {
  for (const Condition of Object.keys(source.Conditions)) {
    const seen = CASES.map((given) => holds(Condition, source, given));
    expect(new Set(seen), Condition).toEqual(new Set([true, false]));
  }
});

describe.each(CASES)('with %o', (given) => {
  const template = withParameters(source, given);
  const { Resources } = template;

  test('on delete go manager, workers, runner, cache contents and bucket, in that order', () => {
    const order = [
      'ManagerSilentAlarm',
      'ManagerReady',
      'ManagerGroup',
      'WorkerFleet',
      'Registration',
      'CacheContents',
      'CacheBucket',
    ];
    const there = order.filter((name) => name in Resources);
    for (const [index, name] of there.slice(0, -1).entries())
      expect(deletedAfter(name, template)).toContain(there[index + 1]);
  });

  test('a custom resource goes before its function, its role and its log group', () => {
    for (const [name, { Type, Properties }] of Object.entries(Resources)) {
      if (!Type.startsWith('Custom::')) continue;
      const stem = String((Properties.ServiceToken as { 'Fn::GetAtt': string[] })['Fn::GetAtt'][0]).replace(
        'Function',
        '',
      );
      expect([...deletedAfter(name, template)], name).toEqual(
        expect.arrayContaining([`${stem}Function`, `${stem}Role`, `${stem}LogGroup`]),
      );
    }
  });

  test('workers are ended before what they use goes; the runner while its token can be read', () => {
    const pairs = [
      ...['WorkerGroup', 'WorkerSecurityGroup', 'WorkerLaunchTemplate', 'ManagerSecurityGroup'].map(
        (used) => ['WorkerFleet', used],
      ),
      ['Registration', 'TokenKey'],
      ['FirstWorker', 'ManagerReady'],
      ['RegistrationFunction', 'FunctionSecurityGroup'],
      ['PreflightFunction', 'FunctionSecurityGroup'],
      ['FunctionSecurityGroup', 'FunctionNetworkPolicy'],
      ['CacheBucketPolicy', 'CacheContents'],
      ['ReaperFunction', 'ManagerGroup'],
      ['ManagerGroup', 'ManagerPolicy'],
      ['ManagerGroup', 'ManagerWorkersPolicy'],
    ] as Array<[string, string]>;
    for (const [first, second] of pairs)
      if (first in Resources && second in Resources) expect(deletedAfter(first, template)).toContain(second);
  });

  test('nothing needs itself, or what the parameters leave out', () => {
    for (const [name, resource] of Object.entries(Resources)) {
      expect([...deletedAfter(name, template)]).not.toContain(name);
      expect(needs(resource, source).filter((other) => !(other in Resources))).toEqual([]);
    }
  });
});

test('the cache bucket is not deleted by CloudFormation, but where its creation failed', () => {
  expect(source.Resources.CacheBucket).toMatchObject({
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
  });
});

/** Everything that is deleted after a resource, by the template's references alone. */
function deletedAfter(name: string, template: Template, seen = new Set<string>()): Set<string> {
  const resource = template.Resources[name];
  if (!resource) throw new Error(`There is no resource ${name}.`);
  for (const other of needs(resource, template))
    if (!seen.has(other)) {
      seen.add(other);
      deletedAfter(other, template, seen);
    }
  return seen;
}
