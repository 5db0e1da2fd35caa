import { afterAll, describe, expect, it } from 'vitest';
import { FINDINGS } from '../../functions/preflight/findings.ts';
import type { Account } from '../../functions/preflight/ports.ts';
import { preflight } from '../../functions/preflight/preflight.ts';
import { requestFor, STACK } from '../support/request.ts';
import { SAMPLE } from '../support/samples/preflight.ts';
import { ACCOUNT, lookedAs, refused, SUBNETS } from './account.ts';
import { startGitLab } from './gitlab-given.ts';

const gitLab = await startGitLab();
afterAll(gitLab.stop);

const looked = (
  kind: 'create' | 'update',
  changes: Record<string, unknown> = {},
  account: Partial<Account> = {},
) => lookedAs(kind, { ...gitLab.given, ...changes }, account);

describe('the key of the cache', () => {
  it.each([
    ['of another region', 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd'],
    ['that is an alias', 'arn:aws:kms:eu-central-1:123456789012:alias/cache'],
  ])('is refused when it is one %s, for then nothing would be saved', async (_, CacheKeyArn) => {
    await expect(looked('create', { CacheKeyArn })).rejects.toThrow(
      "CacheKeyArn must be empty or the ARN of a KMS key in the stack's region",
    );
  });

  it('is taken when it is of this region, of another account too', async () => {
    const CacheKeyArn = 'arn:aws:kms:eu-central-1:999988887777:key/mrk-1234abcd';
    expect((await looked('create', { CacheKeyArn })).reason).toBeUndefined();
  });
});

type Ask = (...given: never[]) => unknown;

/** The account, with a count of its calls. */
function counted() {
  let calls = 0;
  const entries = Object.entries(ACCOUNT as unknown as Record<string, Ask>).map(([name, call]) => [
    name,
    (...given: never[]) => {
      calls += 1;
      return call(...given);
    },
  ]);
  return { account: Object.fromEntries(entries) as Account, calls: () => calls };
}

describe('looking', () => {
  it('asks AWS no more often for more subnets, and once more for each instance type', async () => {
    const callsFor = async (changes: Record<string, unknown>) => {
      const { account, calls } = counted();
      await looked('create', changes, account);
      return calls();
    };
    const one = { SubnetIds: 'subnet-0a', WorkerInstanceTypes: 'm7i.large' };
    const few = await callsFor(one);
    expect(await callsFor({ ...one, SubnetIds: 'subnet-0a,subnet-0b,subnet-01' })).toBe(few);
    expect(await callsFor({ ...one, WorkerInstanceTypes: 'm7i.large,m7i.xlarge' })).toBe(few + 1);
  });

  it('tells every problem at once, in one order, and warns of none of them', async () => {
    const wrong = {
      SubnetIds: ['subnet-0a', 'subnet-0c', 'subnet-0f'],
      ManagerInstanceType: 't9.nano',
      WorkerInstanceTypes: 'm7i.large,m7g.large',
      CacheBucketName: 'mine',
    };
    const closed = { isMain: true, subnetIds: [], internetRoute: undefined, leadsElsewhere: false };
    const account = { bucket: async () => undefined, routeTables: async () => [closed] };
    const { reason, warnings } = await looked('create', wrong, account);
    expect(reason).toBe(
      'The stack cannot be built like this. ' +
        'SubnetIds names what is not in this region: subnet-0f: correct SubnetIds or the region. ' +
        'SubnetIds names what is not in vpc-0d: subnet-0c is in vpc-0c: make VpcId the VPC of all of them. ' +
        'There is no working route to the internet (0.0.0.0/0) from subnet-0a: add one to an internet or NAT ' +
        'gateway, or set HttpsProxy: the manager fetches its packages there. ' +
        'ManagerInstanceType: this region does not have t9.nano, or it runs neither arm64 nor x86_64 Linux: ' +
        'choose another type. WorkerInstanceTypes mixes architectures: m7i.large is x86_64, m7g.large is ' +
        'arm64: choose types of one architecture, as all workers have one image. There is no bucket mine: ' +
        'correct CacheBucketName, or leave it empty to have one made.',
    );
    expect(warnings).toBe('');
  });

  it('is not hindered by calls that are refused: each is named beside what was found', async () => {
    const { reason } = await looked(
      'create',
      { VpcId: 'vpc-0e', CacheBucketName: 'mine' },
      {
        instanceType: refused('ec2:DescribeInstanceTypes'),
        bucket: async () => undefined,
        volumeKey: refused('ec2:GetEbsDefaultKmsKeyId'),
      },
    );
    expect(reason).toMatch(/may not call ec2:DescribeInstanceTypes.*no VPC vpc-0e.*no bucket mine/);
  });

  it('succeeds with a warning for each of the calls that a role is not allowed but can do without', async () => {
    const calls = ['routeTables', 'offerings', 'volumeKey', 'quota', 'hasRole'];
    const account = Object.fromEntries([...calls, 'bucket'].map((call) => [call, refused(`some:${call}`)]));
    const needing = { Executor: 'docker+machine', WorkerMarket: 'spot', CacheBucketName: 'mine' };
    const { reason, logged } = await looked('create', needing, account);
    expect(reason).toBeUndefined();
    for (const call of calls)
      expect(logged.join(' ')).toContain(`some:${call} failed with AccessDenied, so `);
    expect(logged.join(' ')).toContain('The bucket mine is not open to the stack');
  });

  it('waits longer for what there is no response without, and asks for the rest after it', async () => {
    const asked: Array<readonly [call: string, patience: number]> = [];
    const resource = preflight({
      account: (_signal, patience) =>
        new Proxy(ACCOUNT, {
          get: (account, call: keyof Account) => {
            asked.push([call, patience]);
            return account[call];
          },
        }),
    });
    await resource.ensure(requestFor(resource.parse({ ...SAMPLE, ...gitLab.given })));
    const rest = asked.findIndex(([, patience]) => patience === 10_000);
    expect(asked.slice(0, rest).every(([, patience]) => patience === 45_000)).toBe(true);
    expect(asked.slice(0, rest).map(([call]) => call)).toEqual(
      expect.arrayContaining(['defaultVpc', 'defaultSubnets', 'instanceType']),
    );
    expect(new Set(asked.slice(rest).map(String))).toEqual(
      new Set(['routeTables,10000', 'offerings,10000', 'quota,10000', 'volumeKey,10000']),
    );
  });

  it('does not swallow an error of its own', async () => {
    const broken = async () => Promise.reject(new TypeError('a mistake'));
    expect((await looked('create', {}, { volumeKey: broken })).reason).toBe('a mistake');
  });
});

describe('an Update, which may be the way back of another', () => {
  it('is failed by what the user alone changes, and by what there is no response without', () => {
    const failing = Object.entries(FINDINGS).filter(([, { fails }]) => fails === 'always');
    expect(failing.map(([code]) => code)).toEqual([
      ...['call-denied', 'call-no-response', 'call-failed', 'no-default-vpc', 'no-vpc', 'no-default-subnets'],
      ...['no-subnet', 'subnet-elsewhere', 'no-instance-type', 'mixed-architectures'],
    ]);
  });

  it('goes on where AWS no longer offers the type in any of the zones, and warns', async () => {
    const { reason, warnings } = await looked('update', {}, { offerings: async () => [] });
    expect(reason).toBeUndefined();
    expect(warnings).toContain('WorkerInstanceTypes: eu-central-1a, eu-central-1b does not offer m7i.large');
  });
});

describe('the life of Custom::Preflight', () => {
  const resource = preflight({ account: () => ACCOUNT });

  it('names every malformed property at once', () => {
    expect(() => resource.parse({ VpcId: 'x', SubnetIds: 'y', WorkerImageId: 'latest' })).toThrow(
      /VpcId .*SubnetIds .*AssignPublicIp .*Executor .*ManagerInstanceType .*WorkerInstanceTypes .*WorkerImageId .*WorkerMarket .*OnDemandBase .*MaxWorkers .*GitLabUrl .*GitLabTokenKind /,
    );
    const pem = '-----BEGIN CERTIFICATE----- bm90IG9uZQ== -----END CERTIFICATE-----';
    expect(() => resource.parse({ ...SAMPLE, GitLabCaCertificate: pem })).toThrow('must be a PEM or');
    expect(() => resource.parse({ ...SAMPLE, GitLabUrl: 'https://169.254.169.254' })).toThrow('link-local');
    const many = SUBNETS.flatMap(({ id }) => [1, 2, 3, 4, 5].map((digit) => `${id}${digit}`));
    expect(() => resource.parse({ ...SAMPLE, SubnetIds: many })).toThrow('SubnetIds must be at most 16');
  });

  it('has one physical id for a stack’s resource and removes nothing', async () => {
    const id = `preflight-${STACK.guid}-Thing`;
    expect(resource.identify(resource.parse(SAMPLE), STACK)).toBe(id);
    expect(resource.identifyInvalid(STACK)).toBe(id);
    await expect(resource.remove(requestFor(undefined))).resolves.toBeUndefined();
  });
});
