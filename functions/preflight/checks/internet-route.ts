import type { Account, Subnet } from '../ports.ts';
import type { Properties } from '../properties.ts';
import type { Report } from '../report.ts';
import type { Network } from './network.ts';

/** Whether instances in each of the subnets can reach GitLab's packages on the internet. */
export async function checkInternetRoute(
  account: Account,
  { assignPublicIp, hasProxy }: Pick<Properties, 'assignPublicIp' | 'hasProxy'>,
  { vpcId, subnets }: Network,
  report: Report,
): Promise<void> {
  if (hasProxy) return;
  const tables = await account.routeTables(vpcId);
  const internetRouteOf = ({ id }: Subnet) =>
    (tables.find(({ subnetIds }) => subnetIds.includes(id)) ?? tables.find(({ isMain }) => isMain))
      ?.internetRoute;
  const closed = subnets.filter((subnet) => internetRouteOf(subnet) === undefined);
  if (closed.length > 0) report('no-way-out', { subnets: idsOf(closed) });
  // An internet gateway takes only what comes from a public address; all other ways bring their own.
  const hidden = subnets.filter(
    (subnet) => internetRouteOf(subnet)?.startsWith('igw-') && !isPublic(subnet, assignPublicIp),
  );
  if (hidden.length > 0) report('no-public-address', { subnets: idsOf(hidden) });
}

const isPublic = ({ mapsPublicIp }: Subnet, assignPublicIp: string) =>
  assignPublicIp === 'subnet' ? mapsPublicIp : assignPublicIp === 'true';

const idsOf = (subnets: readonly Subnet[]) => subnets.map(({ id }) => id).join(', ');
