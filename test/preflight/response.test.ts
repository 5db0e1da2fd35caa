import { execFileSync } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import type { Account } from '../../functions/preflight/ports.ts';
import { preflight } from '../../functions/preflight/preflight.ts';
import { authority } from '../support/https-server.ts';
import { requestFor } from '../support/request.ts';
import { SAMPLE } from '../support/samples/preflight.ts';
import { ACCOUNT, refused } from './account.ts';
import { startGitLab } from './gitlab-given.ts';

const gitLab = await startGitLab();
afterAll(gitLab.stop);

/** A CA certificate of the longest key that is in use, with a long name. */
function longCaCertificate(): string {
  const name = '/C=DE/O=Example Organisation/OU=Information Security/CN=Example Organisation Root CA';
  // Of four primes, which are found ten times as fast as two.
  const bits = ['-newkey', 'rsa:4096', '-pkeyopt', 'rsa_keygen_primes:4'];
  const key = [...bits, '-nodes', '-keyout', '/dev/null'];
  return execFileSync('openssl', ['req', '-x509', ...key, '-subj', name], {
    encoding: 'utf8',
    stdio: 'pipe',
  });
}

function respond(changes: Record<string, unknown> = {}, account: Partial<Account> = {}) {
  const resource = preflight({ account: () => ({ ...ACCOUNT, ...account }) });
  return resource.ensure(requestFor(resource.parse({ ...SAMPLE, ...gitLab.given, ...changes })));
}

describe('the response of Custom::Preflight', () => {
  it('has the default network, the newest images of each architecture, and no warning', async () => {
    expect(await respond()).toEqual({
      VpcId: 'vpc-0d',
      VpcCidrBlocks: '172.31.0.0/16',
      EcrRepositories: '',
      ManagerSubnetIds: 'subnet-0a,subnet-0b',
      SubnetIds: 'subnet-0a,subnet-0b',
      Zones: 'eu-central-1a,eu-central-1b',
      ManagerArchitecture: 'arm64',
      WorkerArchitecture: 'x86_64',
      ManagerImage: 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64',
      WorkerImage: 'resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id',
      WorkerRootDevice: '/dev/xvda',
      CaCertificate: '',
      Warnings: '',
    });
  });

  it('has the named subnets in their order, and the zone of each beside it', async () => {
    expect(await respond({ SubnetIds: ['subnet-0b', 'subnet-0a', 'subnet-01'] })).toMatchObject({
      SubnetIds: 'subnet-0b,subnet-0a,subnet-01',
      Zones: 'eu-central-1b,eu-central-1a,eu-central-1b',
    });
    expect(await respond({ VpcId: 'vpc-0c', SubnetIds: 'subnet-0c' })).toMatchObject({ VpcId: 'vpc-0c' });
  });

  const ecs = 'resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023';
  const ubuntu = 'resolve:ssm:/aws/service/canonical/ubuntu/server/24.04/stable/current';
  it.each([
    ['docker-autoscaler', '', 'm7g.large', `${ecs}/arm64/recommended/image_id`],
    ['docker+machine', '', 'm7g.large', `${ubuntu}/arm64/hvm/ebs-gp3/ami-id`],
    ['docker+machine', '', 'm7i.large', `${ubuntu}/amd64/hvm/ebs-gp3/ami-id`],
    ['docker+machine', 'ami-0123456789abcdef0', 'm7i.large', 'ami-0123456789abcdef0'],
    ['docker-autoscaler', '/images/workers', 'm7i.large', 'resolve:ssm:/images/workers'],
  ])('makes for %s of the image %j and %s the image %s', async (Executor, WorkerImageId, types, wanted) => {
    const account = { parameter: async () => ({ text: 'ami-0123456789abcdef0', type: 'aws:ec2:image' }) };
    const given = { Executor, WorkerImageId, WorkerInstanceTypes: types };
    const { WorkerImage } = await respond(given, account);
    expect(WorkerImage).toBe(wanted);
  });

  it.each([
    ['docker-autoscaler', '', '/dev/xvda'],
    ['docker+machine', '', '/dev/sda1'],
    ['docker-autoscaler', 'ami-0123456789abcdef0', '/dev/sdb1'],
    ['docker+machine', 'ami-0123456789abcdef0', '/dev/sdb1'],
  ])('has for %s of the image %j the root device %s', async (Executor, WorkerImageId, wanted) => {
    const image = async () => ({ architecture: 'x86_64', rootDevice: '/dev/sdb1', gib: 8 });
    const { WorkerRootDevice } = await respond({ Executor, WorkerImageId }, { image });
    expect(WorkerRootDevice).toBe(wanted);
  });

  it('goes on with the usual root device where the own image cannot be seen', async () => {
    const account = { image: refused('ec2:DescribeImages') };
    const { WorkerRootDevice, Warnings } = await respond({ WorkerImageId: 'ami-0123456789abcdef0' }, account);
    expect(WorkerRootDevice).toBe('/dev/xvda');
    expect(Warnings).toContain('so the image of the workers could not be checked');
  });

  it('has the certificate that a parameter holds, in its proper lines, where no manager brings it', async () => {
    const parameter = async () => ({ text: authority.cert.replaceAll('\n', ' '), type: 'text' });
    const with_ = (changes: Record<string, unknown>) => respond(changes, { parameter });
    const named = { GitLabCaCertificate: '/ca' };
    expect((await with_(named)).CaCertificate).toBe(authority.cert);
    expect((await with_({ ...named, Executor: 'docker+machine' })).CaCertificate).toBe('');
    expect((await with_({})).CaCertificate).toBe('');
  });

  it('has room for the certificate of a key of 4096 bits beside the subnets of six zones', async () => {
    const pem = longCaCertificate();
    const subnets = Array.from({ length: 6 }, (_, index) => ({
      ...{ id: `subnet-0123456789abcdef${index.toString(16)}`, vpcId: 'vpc-0d' },
      ...{ zone: 'ap-southeast-1a', mapsPublicIp: true },
    }));
    const account = { parameter: async () => ({ text: pem, type: 'text' }), subnets: async () => subnets };
    const given = { GitLabCaCertificate: '/ca', SubnetIds: subnets.map(({ id }) => id) };
    const resource = preflight({ account: () => ({ ...ACCOUNT, ...account }) });
    const request = requestFor(resource.parse({ ...SAMPLE, ...gitLab.given, ...given }));
    // An Update, as no GitLab here has a certificate of that CA.
    expect((await resource.ensure({ ...request, previousId: request.id })).CaCertificate).toBe(pem);
  });

  it('counts a type that also runs 32 bits as x86_64', async () => {
    const response = await respond({ WorkerInstanceTypes: 't2.micro, m7i.large' });
    expect(response.WorkerArchitecture).toBe('x86_64');
  });

  it('fits into 4096 bytes however many warnings there are, and says how many more there are', async () => {
    const zones = Array.from({ length: 16 }, (_, index) => `us-gov-west-1-örtlich-${index}`);
    const subnets = zones.map((zone, index) => ({
      id: `subnet-0123456789abcde${index.toString(16).padStart(2, '0')}`,
      vpcId: 'vpc-0d',
      zone,
      mapsPublicIp: true,
    }));
    const types = 'm7i.large,m7i.xlarge,t2.micro,g5.xlarge';
    const response = await respond(
      { SubnetIds: subnets.map(({ id }) => id), WorkerInstanceTypes: types },
      {
        subnets: async () => subnets,
        offerings: async () => ['t4g.micro', 'm7i.large'].map((type) => ({ type, zone: zones[0] ?? '' })),
        quota: async () => 7,
        volumeKey: async () =>
          'arn:aws:kms:eu-central-1:123456789012:key/0a1b2c3d-0000-4000-8000-000000000002',
        routeTables: async () => [],
      },
    );
    expect(Buffer.byteLength(JSON.stringify(response))).toBeLessThan(3_500);
    expect(response.Warnings).toMatch(/\. \d more in the log of the preflight function\.$/);
  });
});
