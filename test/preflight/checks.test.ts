import { describe, expect, it } from 'vitest';
import { checkVolumeKey } from '../../functions/preflight/checks/ebs-key.ts';
import { checkInternetRoute } from '../../functions/preflight/checks/internet-route.ts';
import { checkQuotas } from '../../functions/preflight/checks/quotas.ts';
import { checkServiceRoles } from '../../functions/preflight/checks/service-roles.ts';
import { findPlaces } from '../../functions/preflight/checks/zones.ts';
import type { Account, RouteTable, Subnet } from '../../functions/preflight/ports.ts';
import { type Report, startReport } from '../../functions/preflight/report.ts';
import { ACCOUNT, SUBNETS } from './account.ts';

const network = { vpcId: 'vpc-0d', cidrBlocks: [], subnets: SUBNETS.slice(0, 2) };

/** What a check finds, as sentences. */
async function found(check: (report: Report) => Promise<unknown>): Promise<string[]> {
  const { report, verdict } = startReport();
  await check(report);
  const { errors, warnings } = verdict(true);
  return [...errors, ...warnings];
}

describe('a way out', () => {
  const table = (internetRoute: string | undefined, ...subnetIds: string[]): RouteTable => ({
    isMain: subnetIds.length === 0,
    subnetIds,
    internetRoute,
    leadsElsewhere: internetRoute !== undefined,
  });
  const halves: RouteTable = { ...table(undefined), leadsElsewhere: true };
  const unseen = (subnets: string) =>
    expect.stringMatching(`^Whether there is a route .* from ${subnets} could`);
  const closed = expect.stringMatching(/no working route .* from subnet-0a:/);
  const hidden = expect.stringMatching(/no public IP address in subnet-0b, subnet-0a,/);
  it.each<[string, RouteTable[], boolean, string, unknown[]]>([
    ['by the main table to an internet gateway', [table('igw-1')], true, 'subnet', []],
    ['that needs addresses the subnets do not give', [table('igw-1')], false, 'subnet', [hidden]],
    ['with addresses that the stack asks for', [table('igw-1')], false, 'true', []],
    ['with addresses that the stack refuses', [table('igw-1')], true, 'false', [hidden]],
    ['through NAT, which needs no addresses', [table('nat-1')], false, 'false', []],
    [
      'that may be in other routes than one to everywhere',
      [halves],
      true,
      'subnet',
      [unseen('subnet-0b, subnet-0a')],
    ],
    ['in tables that cannot be seen', [], true, 'subnet', [unseen('subnet-0b, subnet-0a')]],
    [
      'in a main table that cannot be seen',
      [table('nat-1', 'subnet-0a')],
      true,
      'subnet',
      [unseen('subnet-0b')],
    ],
    ['that one of two tables has', [table('tgw-1'), table(undefined, 'subnet-0a')], true, 'subnet', [closed]],
    [
      'that only the own tables have',
      [table(undefined), table('nat-1', 'subnet-0a', 'subnet-0b')],
      true,
      'subnet',
      [],
    ],
  ])('%s', async (_, tables, mapsPublicIp, assignPublicIp, wanted) => {
    const account: Account = { ...ACCOUNT, routeTables: async () => tables };
    const subnets = network.subnets.map((subnet) => ({ ...subnet, mapsPublicIp }));
    const wants = { assignPublicIp, hasProxy: false };
    const sentences = await found((report) =>
      checkInternetRoute(account, wants, { ...network, subnets }, report),
    );
    expect(sentences).toEqual(wanted);
  });

  it('is not asked for with a proxy', async () => {
    const account: Account = { ...ACCOUNT, routeTables: async () => [] };
    const wants = { assignPublicIp: 'subnet', hasProxy: true };
    expect(await found((report) => checkInternetRoute(account, wants, network, report))).toEqual([]);
  });
});

describe('where the types are offered', () => {
  const wants = {
    managerInstanceType: 't4g.micro',
    workerInstanceTypes: ['m7i.large'],
    isDockerMachine: false,
  };
  const placed = async (only: Record<string, string>, changes: Partial<typeof wants> = {}) => {
    const account: Account = {
      ...ACCOUNT,
      offerings: async (types, zones) =>
        types.flatMap((type) => (only[type] ? [only[type]] : zones).map((zone) => ({ type, zone }))),
    };
    const { report, verdict } = startReport();
    const { manager, workers } = await findPlaces(account, { ...wants, ...changes }, network, report);
    const ids = (subnets: readonly Subnet[]) => subnets.map(({ id }) => id).join();
    return { manager: ids(manager), workers: ids(workers), ...verdict(true) };
  };

  it('manager and workers each have the subnets whose zone offers one of their types', async () => {
    const { manager, workers, errors, warnings } = await placed({ 't4g.micro': 'eu-central-1a' });
    expect({ manager, workers, errors }).toEqual({
      manager: 'subnet-0a',
      workers: 'subnet-0b,subnet-0a',
      errors: [],
    });
    expect(warnings).toEqual([
      expect.stringMatching(/^ManagerInstanceType: subnet-0b was left out, as eu-central-1b/),
    ]);
  });

  it('a type that one zone does not offer leaves no subnet out beside one that it does', async () => {
    const types = { workerInstanceTypes: ['m7i.large', 'm7i.xlarge'] };
    const { workers, warnings } = await placed({ 'm7i.xlarge': 'eu-central-1a' }, types);
    expect(workers).toBe('subnet-0b,subnet-0a');
    expect(warnings).toEqual([
      expect.stringMatching(/^WorkerInstanceTypes: eu-central-1b does not offer m7i.xlarge:/),
    ]);
  });

  it('docker-machine has the first subnet that will do, and what stands after it is no warning', async () => {
    const machine = { isDockerMachine: true };
    const second = await placed({ 'm7i.large': 'eu-central-1a' }, machine);
    expect(second.workers).toBe('subnet-0a');
    expect(second.warnings).toEqual([expect.stringContaining('WorkerInstanceTypes: subnet-0b was left out')]);
    const first = await placed({ 'm7i.large': 'eu-central-1b' }, machine);
    expect(first).toMatchObject({ workers: 'subnet-0b', errors: [], warnings: [] });
  });

  it('nothing is left out where no zone offers a type, as an update must have an answer', async () => {
    const { manager, errors } = await placed({ 't4g.micro': 'elsewhere' });
    expect(manager).toBe('subnet-0b,subnet-0a');
    expect(errors).toEqual([
      expect.stringMatching(
        /^ManagerInstanceType: eu-central-1b, eu-central-1a does not offer t4g.micro: choose/,
      ),
    ]);
  });
});

describe('the quotas', () => {
  const instances = (name: string, vCpus: number) => ({
    architecture: 'arm64' as const,
    types: [{ name, architectures: [], vCpus }],
  });
  const asked = async (isSpot: boolean, onDemandBase: number, allowed: Record<string, number>) => {
    const account: Account = { ...ACCOUNT, quota: async (code) => allowed[code] ?? Number.NaN };
    const wants = { isSpot, onDemandBase, maxWorkers: 10 };
    return found((report) =>
      checkQuotas(account, wants, instances('t4g.micro', 2), instances('m7g.xlarge', 4), report),
    );
  };

  it.each<[boolean, number, number, number, RegExp[]]>([
    [false, 0, 42, 0, []],
    [false, 0, 41, 0, [/L-1216C47A\) is 41 vCPUs, and MaxWorkers takes up to 42/]],
    [true, 0, 2, 40, []],
    [true, 0, 1, 40, [/L-1216C47A\) is 1 vCPUs, and 2 are needed/]],
    [true, 0, 2, 3, [/L-34B43A08\) is 3 vCPUs, and 4 are needed/]],
    [true, 3, 14, 28, []],
    [true, 3, 13, 0, [/L-34B43A08\) is 0 .* up to 28/, /L-1216C47A\) is 13 .* up to 14/]],
    [true, 20, 42, 0, []],
  ])('spot %s with a base of %d: %d on-demand and %d spot', async (isSpot, base, onDemand, spot, wanted) => {
    const sentences = await asked(isSpot, base, { 'L-1216C47A': onDemand, 'L-34B43A08': spot });
    expect(sentences).toEqual(wanted.map((sentence) => expect.stringMatching(sentence)));
  });

  it('need room for the smallest of the types, and may need it for the largest, in whatever order they are given', async () => {
    const types = [4, 2, 8].map((vCpus) => ({ name: `m7g.${vCpus}`, architectures: [], vCpus }));
    const workers = { architecture: 'arm64' as const, types };
    const wants = { isSpot: false, onDemandBase: 0, maxWorkers: 10 };
    const withQuota = (vCpus: number) =>
      found((report) =>
        checkQuotas(
          { ...ACCOUNT, quota: async () => vCpus },
          wants,
          instances('t4g.micro', 2),
          workers,
          report,
        ),
      );
    expect(await withQuota(3)).toEqual([expect.stringContaining('is 3 vCPUs, and 4 are needed')]);
    expect(await withQuota(4)).toEqual([expect.stringContaining('takes up to 82')]);
  });

  it.each([
    'inf2.xlarge',
    'p5.48xlarge',
    'hpc7g.4xlarge',
    'trn1.2xlarge',
    'mac2.metal',
    'x2gd.large',
  ])('does not count %s among the standard types', async (name) => {
    const wants = { isSpot: false, onDemandBase: 0, maxWorkers: 1 };
    const account: Account = { ...ACCOUNT, quota: async () => 2 };
    const sentences = await found((report) =>
      checkQuotas(account, wants, instances('is4gen.medium', 1), instances(name, 100), report),
    );
    expect(sentences).toEqual([expect.stringContaining(`for ${name} was not checked`)]);
  });
});

describe('roles', () => {
  it.each([
    [true, false, ['AWSServiceRoleForAutoScaling']],
    [true, true, ['AWSServiceRoleForEC2Spot', 'AWSServiceRoleForAutoScaling']],
    [false, true, []],
    [false, false, []],
  ])('with docker-machine %s and spot %s are asked for: %j', async (isDockerMachine, isSpot, roles) => {
    const asked: string[] = [];
    const hasRole = async (name: string) => asked.push(name) > 0;
    const wanted = { isDockerMachine, isSpot };
    expect(await found((report) => checkServiceRoles({ ...ACCOUNT, hasRole }, wanted, report))).toEqual([]);
    expect(asked).toEqual(roles);
  });

  const role = 'arn:aws:iam::1:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling';
  it.each([
    [[role], '{}'],
    [[], JSON.stringify({ Statement: [{ Principal: { AWS: [role] } }] })],
    [[], '{ "Principal": { "AWS": "*" } }'],
  ])('a key that is granted to %j and has the policy %s will do', async (grantees, policy) => {
    const account: Account = {
      ...ACCOUNT,
      volumeKey: async () => 'arn:aws:kms:eu-central-1:1:key/2',
      keyGrantees: async () => grantees,
      keyPolicy: async () => policy,
    };
    expect(await found((report) => checkVolumeKey(account, report))).toEqual([]);
  });
});
