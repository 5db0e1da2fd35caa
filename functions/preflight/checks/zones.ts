import type { Account, Subnet } from '../ports.ts';
import type { Properties } from '../properties.ts';
import type { Report } from '../report.ts';
import type { Network } from './network.ts';

type Wanted = Pick<Properties, 'managerInstanceType' | 'workerInstanceTypes' | 'isDockerMachine'>;

/** The subnets in which instances are started, in the network's order. */
export interface Places {
  readonly manager: readonly Subnet[];
  readonly workers: readonly Subnet[];
}

/**
 * The subnets whose zone offers one of the types; all, where none does. An Auto Scaling group tries every zone that it
 * is given, and a stack fails with its first failed try: https://github.com/sebdah/dynamic-dynamodb/issues/216
 */
export async function findPlaces(
  account: Account,
  { managerInstanceType, workerInstanceTypes, isDockerMachine }: Wanted,
  { subnets }: Network,
  report: Report,
): Promise<Places> {
  const zones = zonesOf(subnets);
  if (zones.length === 0) return everywhere({ subnets });
  const offers = await account.offerings([...new Set([managerInstanceType, ...workerInstanceTypes])], zones);
  const isOffered: IsOffered = (type, zone) =>
    offers.some((offer) => offer.type === type && offer.zone === zone);
  const place = (parameter: string, types: readonly string[], takesFirst: boolean) =>
    placesOf({ parameter, types, takesFirst }, subnets, isOffered, report);
  const workers = place('WorkerInstanceTypes', workerInstanceTypes, isDockerMachine);
  for (const type of workerInstanceTypes.length > 1 ? workerInstanceTypes : []) {
    const without = zonesOf(workers).filter((zone) => !isOffered(type, zone));
    if (without.length > 0) report('offered-somewhere', { types: type, zones: without.join(', ') });
  }
  return { manager: place('ManagerInstanceType', [managerInstanceType], false), workers };
}

type IsOffered = (type: string, zone: string) => boolean;

function placesOf(
  of: { readonly parameter: string; readonly types: readonly string[]; readonly takesFirst: boolean },
  subnets: readonly Subnet[],
  isOffered: IsOffered,
  report: Report,
): readonly Subnet[] {
  const kept = subnets.filter(({ zone }) => of.types.some((type) => isOffered(type, zone)));
  const [first] = kept;
  const values = { parameter: of.parameter, types: of.types.join(', ') };
  if (!first) {
    report('offered-nowhere', { ...values, zones: zonesOf(subnets).join(', ') });
    return subnets;
  }
  // What stands after the one subnet that is taken would not have been used anyway.
  const tried = of.takesFirst ? subnets.slice(0, subnets.indexOf(first)) : subnets;
  const out = tried.filter((subnet) => !kept.includes(subnet));
  if (out.length > 0) report('left-out', { ...values, subnets: idsOf(out), zones: zonesOf(out).join(', ') });
  return kept;
}

/** Where nobody says what is offered. */
export const everywhere = ({ subnets }: Pick<Network, 'subnets'>): Places => ({
  manager: subnets,
  workers: subnets,
});

const zonesOf = (subnets: readonly Subnet[]) => [...new Set(subnets.map(({ zone }) => zone))];
const idsOf = (subnets: readonly Subnet[]) => subnets.map(({ id }) => id).join(', ');
