import { peakShare } from './peak-share.ts';
import {
  ADDRESS_PRICE,
  CLOUDWATCH_PRICES,
  DISK_PRICES,
  HOURS_A_MONTH,
  hourlyPrice,
  KEY_PRICE,
  type Market,
  PRICED_REGIONS,
} from './prices.ts';

/** GiB, as in the manager's launch template. */
export const MANAGER_DISK = 10;
/** With either executor; an alarm on an expression is paid for each metric in it. Tested against the template. */
export const METRICS = 5;
export const ALARM_METRICS = 6;
const MINUTES_A_MONTH = HOURS_A_MONTH * 60;
const { metric, alarm, dashboard, put } = CLOUDWATCH_PRICES;

/** A part, in US$ a month. */
export interface Cost {
  readonly what: string;
  /** Undefined when the price list does not have it. */
  readonly cost: number | undefined;
}
type Values = Readonly<Record<string, string>>;

/**
 * What a stack with these parameters costs while no job runs, part by part.
 * @returns undefined for a region whose prices are not in the list.
 */
export function idleCost(region: string, values: Values): readonly Cost[] | undefined {
  if (!PRICED_REGIONS.has(region)) return undefined;
  const { ManagerInstanceType: manager = '' } = values;
  const idle = averageIdle(values);
  const disk = DISK_PRICES[region];
  const disks = MANAGER_DISK + Number(values.WorkerVolumeSize) * idle;
  const part = (what: string, cost: number | undefined, isThere = true) => (isThere ? [{ what, cost }] : []);
  const addresses = idle > 0 ? 'Their public addresses' : 'Its public address';
  return [
    ...part(`Manager, ${manager}`, monthly(hourlyPrice(region, manager, 'on-demand'))),
    ...idleWorkers(region, values),
    ...part(idle > 0 ? 'Their disks' : 'Its disk', disk && disks * disk),
    ...part(addresses, monthly((1 + idle) * ADDRESS_PRICE), values.AssignPublicIp !== 'false'),
    ...part('Key for the token', KEY_PRICE, !values.TokenKeyArn),
    ...part('Metrics and alarms', METRICS * metric + ALARM_METRICS * alarm + MINUTES_A_MONTH * put),
    ...part('Dashboard', dashboard, values.Dashboard === 'true'),
  ];
}

/** The parts together; what is not in the list counts as nothing, and `whole` says so. */
export function total(parts: readonly Cost[]): { cost: number; whole: boolean } {
  return {
    cost: parts.reduce((sum, { cost = 0 }) => sum + cost, 0),
    whole: parts.every(({ cost }) => cost !== undefined),
  };
}

const monthly = (hourly: number | undefined) => (hourly === undefined ? undefined : hourly * HOURS_A_MONTH);

/** How many idle workers there are on average; with `part`, how many of them count. */
function averageIdle(values: Values, part = (count: number) => count): number {
  const share = values.PeakPeriods ? (peakShare(values.PeakPeriods) ?? 1) : 1;
  return share * part(Number(values.IdleWorkers)) + (1 - share) * part(Number(values.OffPeakIdleWorkers));
}

/** The first of their types; of spot ones OnDemandBase are on demand, and docker-machine takes the market for all. */
function idleWorkers(region: string, values: Values): Cost[] {
  const [type = ''] = (values.WorkerInstanceTypes ?? '').split(',');
  const base = values.WorkerMarket === 'spot' ? Number(values.OnDemandBase) : Number.POSITIVE_INFINITY;
  const markets: ReadonlyArray<[Market, number]> = [
    ['on-demand', averageIdle(values, (count) => Math.min(count, base))],
    ['spot', averageIdle(values, (count) => Math.max(count - base, 0))],
  ];
  return markets
    .filter(([, workers]) => workers > 0)
    .map(([market, workers]) => {
      const hourly = hourlyPrice(region, type, market);
      const what = `Idle workers, ${type}, ${market}: ${Number(workers.toFixed(2))} on average`;
      return { what, cost: monthly(hourly === undefined ? undefined : workers * hourly) };
    });
}
