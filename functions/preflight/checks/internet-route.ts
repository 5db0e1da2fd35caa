import type { Account, Subnet } from '../ports.ts';
import type { Properties } from '../properties.ts';
import type { Report } from '../report.ts';
import type { Network } from './network.ts';

/** Whether instances in each of the subnets can reach GitLab's packages on the internet. */
export async function checkInternetRoute(
  account: Account,
  { assignPublicIp, hasProxy }: Pick<Properties, 'assignPublicIp' | 'hasProxy'>,
  { vpcId, subnets }: Pick<Network, 'vpcId' | 'subnets'>,
  report: Report,
): Promise<void> {
  if (hasProxy) return;
  const tables = await account.routeTables(vpcId);
  const tableOf = ({ id }: Subnet) =>
    tables.find(({ subnetIds }) => subnetIds.includes(id)) ?? tables.find(({ isMain }) => isMain);
  const internetRouteOf = (subnet: Subnet) => tableOf(subnet)?.internetRoute;
  // Every VPC has a main table: where none is seen, they are hidden.
  const isClosed = (subnet: Subnet) => tableOf(subnet)?.leadsElsewhere === false;
  const without = subnets.filter((subnet) => internetRouteOf(subnet) === undefined);
  const [closed, unseen] = [without.filter(isClosed), without.filter((subnet) => !isClosed(subnet))];
  if (closed.length > 0) report('no-internet-route', { subnets: idsOf(closed) });
  if (unseen.length > 0) report('internet-route-unseen', { subnets: idsOf(unseen) });
  // An internet gateway takes only what comes from a public address; all other ways bring their own.
  const hidden = subnets.filter(
    (subnet) => internetRouteOf(subnet)?.startsWith('igw-') && !isPublic(subnet, assignPublicIp),
  );
  if (hidden.length > 0) report('no-public-ip', { subnets: idsOf(hidden) });
}

const isPublic = ({ mapsPublicIp }: Subnet, assignPublicIp: string) =>
  assignPublicIp === 'subnet' ? mapsPublicIp : assignPublicIp === 'true';

const idsOf = (subnets: readonly Subnet[]) => subnets.map(({ id }) => id).join(', ');
