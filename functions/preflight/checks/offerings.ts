import type { Account } from '../ports.ts';
import type { Properties } from '../properties.ts';
import type { Report } from '../report.ts';
import type { Network } from './network.ts';

type Wanted = Pick<Properties, 'managerInstanceType' | 'workerInstanceTypes' | 'isDockerMachine'>;

/** Whether the types can be had where the subnets are. */
export async function checkOfferings(
  account: Account,
  { managerInstanceType, workerInstanceTypes, isDockerMachine }: Wanted,
  { subnets }: Network,
  report: Report,
): Promise<void> {
  const zones = [...new Set(subnets.map(({ zone }) => zone))];
  if (zones.length === 0) return;
  const offers = await account.offerings([...new Set([managerInstanceType, ...workerInstanceTypes])], zones);
  const look = (parameter: string, type: string, where: readonly string[]) => {
    const without = where.filter(
      (zone) => !offers.some((offer) => offer.type === type && offer.zone === zone),
    );
    if (without.length === 0) return;
    const code = without.length === where.length ? 'offered-nowhere' : 'offered-somewhere';
    report(code, { parameter, types: type, zones: without.join(', ') });
  };
  look('ManagerInstanceType', managerInstanceType, zones);
  // docker-machine knows one subnet, and this stack gives it the first.
  const forWorkers = isDockerMachine ? zones.slice(0, 1) : zones;
  for (const type of workerInstanceTypes) look('WorkerInstanceTypes', type, forWorkers);
}
