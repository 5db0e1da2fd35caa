import { afterAll, describe, expect, it } from 'vitest';
import { type Code, FINDINGS } from '../../functions/preflight/findings.ts';
import type { Account } from '../../functions/preflight/ports.ts';
import { authority } from '../support/https-server.ts';
import { lookedAs, refused, SUBNETS } from './account.ts';
import { startGitLab } from './gitlab-given.ts';

const gitLab = await startGitLab();
afterAll(gitLab.stop);

interface Case {
  readonly changes?: Readonly<Record<string, unknown>>;
  readonly account?: Partial<Account>;
  readonly says: string;
}

type AboutGitLab = Extract<Code, `${string}gitlab${string}`> | 'no-registration-tokens' | 'no-access-tokens';

const hiding = SUBNETS.slice(0, 2).map((subnet) => ({ ...subnet, mapsPublicIp: false }));
const machine = { Executor: 'docker+machine', WorkerMarket: 'spot' };
const large = { WorkerInstanceTypes: 'm7i.large,m7i.xlarge' };

const CASES: Readonly<Record<Exclude<Code, AboutGitLab>, Case>> = {
  'call-denied': {
    account: { defaultVpc: refused('ec2:DescribeVpcs') },
    says: "The function may not call ec2:DescribeVpcs: allow it in the function's role",
  },
  'call-no-response': {
    account: { instanceType: refused('ec2:DescribeInstanceTypes', 'TimeoutError') },
    says: 'ec2:DescribeInstanceTypes got no response (TimeoutError): try again; FunctionSubnetIds',
  },
  'call-failed': {
    account: { defaultSubnets: refused('ec2:DescribeSubnets', 'InternalError') },
    says: 'ec2:DescribeSubnets failed with InternalError: try again',
  },
  'no-default-vpc': {
    account: { defaultVpc: async () => undefined },
    says: 'This region has no default VPC: set VpcId and SubnetIds.',
  },
  'no-vpc': { changes: { VpcId: 'vpc-0e' }, says: 'There is no VPC vpc-0e in this region' },
  'no-default-subnets': {
    changes: { VpcId: 'vpc-0c' },
    says: 'vpc-0c has no default subnets: set SubnetIds.',
  },
  'no-subnet': {
    changes: { SubnetIds: ['subnet-0a', 'subnet-0f', 'subnet-0e'] },
    says: 'SubnetIds names what is not in this region: subnet-0f, subnet-0e:',
  },
  'subnet-elsewhere': {
    changes: { SubnetIds: 'subnet-0a,subnet-0c' },
    says: 'SubnetIds names what is not in vpc-0d: subnet-0c is in vpc-0c:',
  },
  'no-internet-route': {
    account: {
      routeTables: async () => [
        { isMain: true, subnetIds: ['subnet-0b'], internetRoute: undefined, leadsElsewhere: false },
      ],
    },
    says: 'no working route to the internet (0.0.0.0/0) from subnet-0a, subnet-0b: add one to',
  },
  // A VPC that another account shares, whose tables are that account's to see.
  'internet-route-unseen': {
    account: { routeTables: async () => [] },
    says: 'a route to the internet (0.0.0.0/0) from subnet-0a, subnet-0b could not be seen: see that there is one',
  },
  'docker-overlap': {
    account: { cidrBlocks: async () => ['10.0.0.0/16', '172.16.0.0/12', '172.18.64.0/20'] },
    says: 'The VPC has addresses (172.16.0.0/12, 172.18.64.0/20) that Docker gives to its networks',
  },
  'no-public-ip': {
    account: { defaultSubnets: async () => [...hiding] },
    says: 'no public IP address in subnet-0a, subnet-0b, which lead to an internet gateway: set AssignPublicIp',
  },
  'no-instance-type': {
    changes: { WorkerInstanceTypes: 'm7i.large,mac2.metal,t9.nano' },
    says: 'WorkerInstanceTypes: this region does not have mac2.metal, t9.nano, or it runs neither',
  },
  'mixed-architectures': {
    changes: { WorkerInstanceTypes: 'm7i.large,m7g.large' },
    says: 'WorkerInstanceTypes mixes architectures: m7i.large is x86_64, m7g.large is arm64: choose',
  },
  'offered-nowhere': {
    account: { offerings: async (_, zones) => zones.map((zone) => ({ type: 't4g.micro', zone })) },
    says: 'WorkerInstanceTypes: eu-central-1a, eu-central-1b does not offer m7i.large: choose another',
  },
  'left-out': {
    account: { offerings: async (types) => types.map((type) => ({ type, zone: 'eu-central-1b' })) },
    says: 'ManagerInstanceType: subnet-0a was left out, as eu-central-1a does not offer t4g.micro: nothing must',
  },
  'offered-somewhere': {
    changes: large,
    account: {
      offerings: async (types, zones) =>
        [...types.filter((type) => type !== 'm7i.xlarge')].flatMap((type) =>
          zones.map((zone) => ({ type, zone })),
        ),
    },
    says: 'WorkerInstanceTypes: eu-central-1a, eu-central-1b does not offer m7i.xlarge: nothing must be done',
  },
  'no-image-parameter': {
    changes: { WorkerImageId: '/image' },
    says: 'WorkerImageId: there is no parameter /image in this region: create it',
  },
  'no-image-id': {
    changes: { WorkerImageId: '/image' },
    account: { parameter: async () => ({ text: '{"image_id":"ami-0123456789abcdef0"}', type: 'text' }) },
    says: "WorkerImageId: the parameter /image holds no image's id: store only the ID in it",
  },
  'other-data-type': {
    changes: { WorkerImageId: '/image' },
    account: { parameter: async () => ({ text: 'ami-0123456789abcdef0', type: 'text' }) },
    says: 'the parameter /image is of data type text, and EC2 reads only aws:ec2:image: delete it',
  },
  'no-image': {
    changes: { WorkerImageId: 'ami-0123456789abcdef0' },
    account: { image: async () => undefined },
    says: 'there is no image ami-0123456789abcdef0 in this region that the account may use: correct',
  },
  'other-architecture': {
    changes: { WorkerImageId: 'ami-0123456789abcdef0', WorkerInstanceTypes: 'm7g.large' },
    says: 'the image ami-0123456789abcdef0 is x86_64, and WorkerInstanceTypes (m7g.large) are arm64: choose',
  },
  'small-volume': {
    changes: { WorkerImageId: 'ami-0123456789abcdef0' },
    account: { image: async () => ({ architecture: 'x86_64', rootDevice: '/dev/xvda', gib: 40 }) },
    says: 'WorkerVolumeSize is smaller than the image ami-0123456789abcdef0, which takes 40 GiB: raise it',
  },
  'quota-too-small': {
    account: { quota: async () => 3 },
    says: 'quota Running On-Demand Standard instances (L-1216C47A) is 3 vCPUs, and 4 are needed for the first job',
  },
  'quota-below-most': {
    changes: large,
    account: { quota: async () => 41 },
    says: '(L-1216C47A) is 41 vCPUs, and MaxWorkers takes up to 42: request an increase',
  },
  'quota-unknown': {
    changes: { WorkerInstanceTypes: 'g5.xlarge' },
    says: 'The vCPU quota for g5.xlarge was not checked',
  },
  'no-scaling-role': {
    changes: { Executor: 'docker+machine' },
    account: { hasRole: async () => false },
    says: 'no role AWSServiceRoleForAutoScaling yet, and its first group',
  },
  'no-spot-role': {
    changes: machine,
    account: { hasRole: async () => false },
    says: 'no role AWSServiceRoleForEC2Spot, without which docker-machine gets no spot instance: run: aws iam',
  },
  'no-bucket': {
    changes: { CacheBucketName: 'mine' },
    account: { bucket: async () => undefined },
    says: 'There is no bucket mine: correct CacheBucketName',
  },
  'bucket-elsewhere': {
    changes: { CacheBucketName: 'mine' },
    account: { bucket: async () => ({ region: 'eu-west-1', isHere: false }) },
    says: "The bucket mine is in eu-west-1: choose one in the stack's region",
  },
  'bucket-refused': {
    changes: { CacheBucketName: 'mine' },
    account: { bucket: refused('s3:ListBucket') },
    says: 'The bucket mine is not open to the stack: see that it is of this account',
  },
  'key-without-grant': {
    account: { volumeKey: async () => 'arn:aws:kms:eu-central-1:1:key/2' },
    says: 'encrypted with arn:aws:kms:eu-central-1:1:key/2, which neither grants nor allows',
  },
  'no-ca-certificate': {
    changes: { GitLabCaCertificate: '/ca' },
    says: 'GitLabCaCertificate: there is no parameter /ca in this region',
  },
  'bad-ca-certificate': {
    changes: { GitLabCaCertificate: '/ca' },
    account: { parameter: async () => ({ text: 'no certificate', type: 'text' }) },
    says: 'GitLabCaCertificate: the parameter /ca holds no certificate that can be read',
  },
  'long-ca-certificate': {
    changes: { GitLabCaCertificate: '/ca' },
    account: { parameter: async () => ({ text: authority.cert.repeat(6), type: 'text' }) },
    says: 'GitLabCaCertificate: what the parameter /ca holds takes ',
  },
  unseen: {
    account: { quota: refused('servicequotas:GetServiceQuota') },
    says: 'servicequotas:GetServiceQuota failed with AccessDenied, so the vCPU quota could not be checked: allow',
  },
};

describe.each(Object.entries(CASES))('the finding %s', (code, { changes, account, says }) => {
  const { fails } = FINDINGS[code as Code];
  const looked = (kind: 'create' | 'update') => lookedAs(kind, { ...gitLab.given, ...changes }, account);

  it(`${fails === 'never' ? 'is a warning of' : 'fails'} a Create`, async () => {
    const { reason, warnings } = await looked('create');
    expect(fails === 'never' ? warnings : reason).toContain(says);
    expect(fails === 'never' ? reason : warnings).toBe(fails === 'never' ? undefined : '');
  });

  it(`${fails === 'always' ? 'fails' : 'is a warning of'} an Update`, async () => {
    const { reason, warnings } = await looked('update');
    expect(fails === 'always' ? reason : warnings).toContain(says);
    expect(fails === 'always' ? warnings : reason).toBe(fails === 'always' ? '' : undefined);
  });
});
