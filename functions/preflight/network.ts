import type { Region, Subnet } from './ports.ts';
import type { Properties } from './properties.ts';

export interface Network {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly zones: readonly string[];
}

type Wanted = Pick<Properties, 'vpcId' | 'subnetIds'>;

/** The VPC and its subnets, with what is wrong with them added to the faults. */
export async function findNetwork(
  region: Region,
  { vpcId, subnetIds }: Wanted,
  faults: string[],
  signal: AbortSignal,
): Promise<Network> {
  const vpc = vpcId === '' ? await region.defaultVpc(signal) : vpcId;
  if (vpc === undefined) {
    faults.push('this region has no default VPC: set VpcId and SubnetIds');
    return { vpcId: '', subnetIds: [], zones: [] };
  }
  if (vpcId !== '' && !(await region.hasVpc(vpcId, signal))) {
    faults.push(`there is no VPC ${vpcId} in this region`);
    return { vpcId, subnetIds: [], zones: [] };
  }
  const subnets =
    subnetIds.length > 0
      ? await namedSubnets(region, vpc, subnetIds, faults, signal)
      : await region.defaultSubnets(vpc, signal);
  if (subnetIds.length === 0 && subnets.length === 0)
    faults.push(`${vpc} has no default subnets: set SubnetIds`);
  return {
    vpcId: vpc,
    subnetIds: subnets.map(({ id }) => id).sort(),
    zones: [...new Set(subnets.map(({ zone }) => zone))].sort(),
  };
}

async function namedSubnets(
  region: Region,
  vpcId: string,
  ids: readonly string[],
  faults: string[],
  signal: AbortSignal,
): Promise<Subnet[]> {
  const found = await region.subnets(ids, signal);
  const missing = ids.filter((id) => !found.some((subnet) => subnet.id === id));
  const elsewhere = found.filter((subnet) => subnet.vpcId !== vpcId);
  faults.push(...missing.map((id) => `there is no subnet ${id} in this region`));
  faults.push(...elsewhere.map((subnet) => `${subnet.id} is in ${subnet.vpcId}, not in ${vpcId}`));
  return found;
}
