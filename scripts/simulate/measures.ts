import { HOURS_A_MONTH } from '../launch/prices.ts';
import type { Trace } from './jobs.ts';
import type { Run } from './simulate.ts';

const HOUR = 3600;
/** EC2 bills by the second, and a minute at least: https://aws.amazon.com/ec2/pricing/on-demand/ */
const LEAST_BILLED = 60;

export interface Measures {
  /** Seconds from being queued to the first line of the script, by how many per cent of the jobs wait no longer. */
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  /** Instance hours from launch to end. */
  readonly paidHours: number;
  /** Instance hours in which at least one job ran. */
  readonly usedHours: number;
  /** US$ for the workers, for a month of such days. */
  readonly dollars: number;
  /** US$ cents for a job. */
  readonly cents: number;
  readonly mostWorkers: number;
}

/** @param price of a worker, in US$ an hour. */
export function measure(trace: Trace, { starts, workers, most }: Run, price: number): Measures {
  const waits = trace.jobs.map(({ queuedAt }, index) => (starts[index] ?? Number.NaN) - queuedAt);
  const sorted = waits.sort((one, other) => one - other);
  const paid = sum(workers.map(({ launchedAt, endedAt }) => Math.max(LEAST_BILLED, endedAt - launchedAt)));
  const used = sum(workers.map(({ busySeconds }) => busySeconds));
  const month = (HOURS_A_MONTH * HOUR) / (trace.to - trace.from);
  return {
    ...{ p50: percentile(sorted, 50), p90: percentile(sorted, 90) },
    ...{ p95: percentile(sorted, 95), p99: percentile(sorted, 99) },
    paidHours: paid / HOUR,
    usedHours: used / HOUR,
    dollars: (paid / HOUR) * price * month,
    cents: (100 * (paid / HOUR) * price) / trace.jobs.length,
    mostWorkers: most,
  };
}

/** The nearest rank. */
function percentile(sorted: readonly number[], percent: number): number {
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
