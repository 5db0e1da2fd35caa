import { expect, test } from 'vitest';
import { evaluate } from '../../scripts/lib/evaluate.ts';
import { referencesIn } from '../../scripts/lib/references.ts';
import { readTemplate } from '../../scripts/lib/template.ts';

const { Resources } = readTemplate();
const ofType = (type: string) => Object.values(Resources).filter(({ Type }) => Type === type);

test('no worker carries a role, and the manager may neither hand one on nor launch with one', () => {
  const data = Resources.WorkerLaunchTemplate?.Properties.LaunchTemplateData;
  expect(data).not.toHaveProperty('IamInstanceProfile');
  const Policies = ['ManagerRole', 'ManagerPolicy', 'ManagerWorkersPolicy'].map(
    (name) => Resources[name]?.Properties,
  );
  expect(JSON.stringify(Policies)).not.toContain('iam:');
  const launches = statements(Policies).filter((one) => one.Action === 'ec2:RunInstances');
  const instances = launches.filter((one) => JSON.stringify(one.Resource).includes(':instance/*'));
  expect(instances).toMatchObject([{ Condition: { Null: { 'ec2:InstanceProfile': true } } }]);
});

test('the bucket of the cache is encrypted, with the key that was given or S3’s own', () => {
  const by = (SSEAlgorithm: string, key = {}) => ({
    ServerSideEncryptionByDefault: { SSEAlgorithm, ...key },
  });
  const pseudo = { 'AWS::StackId': 'arn:aws:cloudformation:us-east-1:123456789012:stack/ci/0a1b' };
  const encryption = (parameters: Readonly<Record<string, string>>) =>
    evaluate(readTemplate(), { parameters, pseudo, attribute: (name) => name }).of(
      Resources.CacheBucket?.Properties.BucketEncryption,
    );
  const key = 'arn:aws:kms:us-east-1:123456789012:key/1';
  expect(encryption({ CacheKeyArn: key })).toEqual({
    ServerSideEncryptionConfiguration: [
      { ...by('aws:kms', { KMSMasterKeyID: key }), BucketKeyEnabled: true },
    ],
  });
  expect(encryption({})).toEqual({ ServerSideEncryptionConfiguration: [by('AES256')] });
});

test('nothing comes in to the manager but SSH, from the addresses that are asked for together with a key', () => {
  expect(Resources.ManagerSecurityGroup?.Properties.SecurityGroupIngress).toEqual({
    'Fn::If': [
      'HasSsh',
      [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: { Ref: 'SshCidr' }, Description: 'SSH' }],
      { Ref: 'AWS::NoValue' },
    ],
  });
  expect(ofType('AWS::EC2::SecurityGroupIngress')).toEqual([]);
});

test('what may go out by IPv4 may go out by IPv6 as well, so that a dual-stack subnet loses nothing', () => {
  const groups = ofType('AWS::EC2::SecurityGroup').map(({ Properties }) => Properties.SecurityGroupEgress);
  expect(groups).toHaveLength(3);
  for (const egress of groups)
    expect(egress).toMatchObject([
      { IpProtocol: '-1', CidrIp: '0.0.0.0/0' },
      { IpProtocol: '-1', CidrIpv6: '::/0' },
    ]);
});

test('the manager is in no security group but its own, and no other resource is in that one', () => {
  const data = Resources.ManagerLaunchTemplate?.Properties.LaunchTemplateData as Record<string, unknown>;
  const groups = referencesIn([data.SecurityGroupIds, data.NetworkInterfaces]).filter(
    ({ name }) => Resources[name]?.Type === 'AWS::EC2::SecurityGroup',
  );
  expect([...new Set(groups.map(({ name }) => name))]).toEqual(['ManagerSecurityGroup']);
  const users = Object.entries(Resources).filter(([, { Properties }]) =>
    referencesIn(Properties).some(({ name }) => name === 'ManagerSecurityGroup'),
  );
  expect(users.map(([name]) => name)).toEqual(['WorkerSecurityGroup', 'ManagerLaunchTemplate']);
});

interface Statement {
  readonly Action?: unknown;
  readonly Resource?: unknown;
}

/** Every statement of policies, whatever condition it stands under. */
function statements(value: unknown): Statement[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(statements);
  return 'Effect' in value ? [value as Statement, ...inner] : inner;
}
