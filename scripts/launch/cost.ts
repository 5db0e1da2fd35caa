import { peakShare } from './peak-share.ts';
import {
  ADDRESS_PRICE,
  CLOUDWATCH_PRICES,
  DISK_PRICES,
  hourlyPrice,
  KEY_PRICE,
  type Market,
  PRICED_REGIONS,
} from './prices.ts';

const HOURS_A_MONTH = 730;
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
  const disks = MANAGER_DISK + Number(values.WorkerVolumeSize) * averageIdle(values);
  const disk = DISK_PRICES[region];
  const addresses = values.AssignPublicIp === 'false' ? 0 : 1 + averageIdle(values);
  return [
    { what: `Manager, ${manager}`, cost: monthly(hourlyPrice(region, manager, 'on-demand')) },
    ...idleWorkers(region, values),
    {
      what: disks > MANAGER_DISK ? 'Their disks' : 'Its disk',
      cost: disk === undefined ? undefined : disks * disk,
    },
    ...(addresses > 0
      ? [
          {
            what: addresses > 1 ? 'Their public addresses' : 'Its public address',
            cost: monthly(addresses * ADDRESS_PRICE),
          },
        ]
      : []),
    ...(values.TokenKeyArn ? [] : [{ what: 'Key for the token', cost: KEY_PRICE }]),
    { what: 'Metrics and alarms', cost: METRICS * metric + ALARM_METRICS * alarm + MINUTES_A_MONTH * put },
    ...(values.Dashboard === 'true' ? [{ what: 'Dashboard', cost: dashboard }] : []),
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

/** How many wait, and during which part of the time. */
function phases(values: Values): ReadonlyArray<{ readonly count: number; readonly share: number }> {
  const peak = Number(values.IdleWorkers);
  const share = values.PeakPeriods ? (peakShare(values.PeakPeriods) ?? 1) : 1;
  return [
    { count: peak, share },
    { count: Number(values.OffPeakIdleWorkers), share: 1 - share },
  ];
}

const averageIdle = (values: Values) =>
  phases(values).reduce((sum, { count, share }) => sum + count * share, 0);

/** The first of their types; of spot ones OnDemandBase are on demand, and docker-machine takes the market for all. */
function idleWorkers(region: string, values: Values): Cost[] {
  const [type = ''] = (values.WorkerInstanceTypes ?? '').split(',');
  const base = values.WorkerMarket === 'spot' ? Number(values.OnDemandBase) : Number.POSITIVE_INFINITY;
  const average = (part: (count: number) => number) =>
    phases(values).reduce((sum, { count, share }) => sum + part(count) * share, 0);
  const markets: ReadonlyArray<[Market, number]> = [
    ['on-demand', average((count) => Math.min(count, base))],
    ['spot', average((count) => Math.max(count - base, 0))],
  ];
  return markets
    .filter(([, workers]) => workers > 0)
    .map(([market, workers]) => {
      const hourly = hourlyPrice(region, type, market);
      const what = `Idle workers, ${type}, ${market}: ${Number(workers.toFixed(2))} on average`;
      return { what, cost: monthly(hourly === undefined ? undefined : workers * hourly) };
    });
}
