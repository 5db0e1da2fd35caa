import { PRICES, type RegionPrices } from './prices.ts';

const HOURS_A_MONTH = 730;
/** GiB, as in the manager's launch template. */
export const MANAGER_DISK = 10;

/** US$ a month; a range where peak periods decide. */
export interface Cost {
  readonly what: string;
  /** Undefined when the price list does not have it. */
  readonly least: number | undefined;
  readonly most: number | undefined;
}
type Values = Readonly<Record<string, string>>;

/**
 * What a stack with these parameters costs while no job runs, part by part.
 * @returns undefined for a region whose prices are not in the list.
 */
export function idleCost(region: string, values: Values): readonly Cost[] | undefined {
  const prices = PRICES.regions[region];
  if (!prices) return undefined;
  const manager = values.ManagerInstanceType ?? '';
  const parts = [always(`Manager, ${manager}, with its disk`, instance(prices, manager, MANAGER_DISK))];
  if (values.AssignPublicIp !== 'false')
    parts.push(always('Its public address', PRICES.address * HOURS_A_MONTH));
  if (!values.TokenKeyArn) parts.push(always('Key for the token', PRICES.key));
  const workers = idleWorkers(values);
  return workers.most > 0 ? [...parts, workersCost(prices, values, workers)] : parts;
}

/** The parts together; what is not in the list counts as nothing, and `whole` says so. */
export function total(parts: readonly Cost[]): { least: number; most: number; whole: boolean } {
  return {
    least: parts.reduce((sum, { least = 0 }) => sum + least, 0),
    most: parts.reduce((sum, { most = 0 }) => sum + most, 0),
    whole: parts.every(({ most }) => most !== undefined),
  };
}

const always = (what: string, cost: number | undefined): Cost => ({ what, least: cost, most: cost });

function instance(prices: RegionPrices, type: string, disk: number): number | undefined {
  const hourly = prices.instances[type];
  return hourly === undefined ? undefined : hourly * HOURS_A_MONTH + disk * prices.disk;
}

function idleWorkers(values: Values): { least: number; most: number } {
  const peak = Number(values.IdleWorkers);
  const counts = values.PeakPeriods ? [peak, Number(values.OffPeakIdleWorkers)] : [peak];
  return { least: Math.min(...counts), most: Math.max(...counts) };
}

function workersCost(
  prices: RegionPrices,
  values: Values,
  { least, most }: { least: number; most: number },
): Cost {
  const [type = ''] = (values.WorkerInstanceTypes ?? '').split(',');
  const address = values.AssignPublicIp === 'false' ? 0 : PRICES.address * HOURS_A_MONTH;
  const one = instance(prices, type, Number(values.WorkerVolumeSize));
  const price = (count: number) => (one === undefined ? undefined : count * (one + address));
  const count =
    most === 1 ? 'An idle worker' : `${least === most ? most : `${least} to ${most}`} idle workers`;
  return { what: `${count}, ${type}, at the on-demand price`, least: price(least), most: price(most) };
}
