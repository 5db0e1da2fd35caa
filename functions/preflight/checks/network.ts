import type { Account, Subnet } from '../ports.ts';
import type { Properties } from '../properties.ts';
import type { Report } from '../report.ts';

export interface Network {
  readonly vpcId: string;
  readonly cidrBlocks: readonly string[];
  readonly subnets: readonly Subnet[];
}

type Wanted = Pick<Properties, 'vpcId' | 'subnetIds'>;

/** The VPC and its subnets: named ones in their order, default ones in that of their zones; undefined without any. */
export async function findNetwork(
  account: Account,
  { vpcId, subnetIds }: Wanted,
  report: Report,
): Promise<Network | undefined> {
  // Side by side, so that a wrong VPC does not hide a wrong subnet.
  const [vpc, named] = await Promise.all([
    findVpc(account, vpcId, report),
    subnetIds.length > 0 ? findSubnets(account, subnetIds, report) : undefined,
  ]);
  if (vpc === undefined) return undefined;
  const [cidrBlocks, subnets] = await Promise.all([
    account.cidrBlocks(vpc),
    named ? inside(vpc, named, report) : findDefaults(account, vpc, report),
  ]);
  return { vpcId: vpc, cidrBlocks, subnets };
}

async function findDefaults(account: Account, vpc: string, report: Report): Promise<Subnet[]> {
  const subnets = await account.defaultSubnets(vpc);
  if (subnets.length === 0) report('no-default-subnets', { vpc });
  return subnets.sort(byZone);
}

function inside(vpc: string, named: readonly Subnet[], report: Report): Subnet[] {
  const elsewhere = named.filter((subnet) => subnet.vpcId !== vpc);
  if (elsewhere.length > 0) {
    const subnets = elsewhere.map((subnet) => `${subnet.id} is in ${subnet.vpcId}`).join(', ');
    report('subnet-elsewhere', { vpc, subnets });
  }
  return named.filter((subnet) => subnet.vpcId === vpc);
}

async function findVpc(account: Account, vpcId: string, report: Report): Promise<string | undefined> {
  if (vpcId === '') {
    const vpc = await account.defaultVpc();
    if (vpc === undefined) report('no-default-vpc', {});
    return vpc;
  }
  if (await account.hasVpc(vpcId)) return vpcId;
  report('no-vpc', { vpc: vpcId });
  return undefined;
}

async function findSubnets(account: Account, ids: readonly string[], report: Report): Promise<Subnet[]> {
  const found = await account.subnets(ids);
  const missing = ids.filter((id) => !found.some((subnet) => subnet.id === id));
  if (missing.length > 0) report('no-subnet', { subnets: missing.join(', ') });
  return ids.flatMap((id) => found.find((subnet) => subnet.id === id) ?? []);
}

const byZone = (one: Subnet, other: Subnet) =>
  one.zone.localeCompare(other.zone) || one.id.localeCompare(other.id);
