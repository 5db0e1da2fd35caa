import type { Market } from '../launch/prices.ts';
import { asMarkdown, type Row } from '../lib/report.ts';
import { builtInWeek } from './built-in-week.ts';
import { play } from './candidates.ts';
import type { Measures } from './measures.ts';
import { readOptions, workerPrice } from './options.ts';
import { defaultParameters } from './parameters.ts';

const PEAK = ['--PeakPeriods', '* 8-17 * * mon-fri'];
const idle = (count: number) => ['--IdleWorkers', String(count)];
/** What a user may buy: how many workers wait, and when. */
const IDLE: Readonly<Record<string, readonly string[]>> = {
  'none (the default)': [],
  ...Object.fromEntries([1, 3, 5].map((count) => [`${count} in office hours`, [...idle(count), ...PEAK]])),
  ...Object.fromEntries([1, 3, 5].map((count) => [`${count} always`, idle(count)])),
  ...Object.fromEntries(
    ['0.33', '0.5', '1'].map((factor) => [`IdleFactor ${factor}`, ['--IdleFactor', factor]]),
  ),
};
const BOOTS = ['25', '40', '60', '90'];
const MARKETS = [
  ['m7i.large, on demand', 'm7i.large', 'on-demand'],
  ['m7g.large (arm64), on demand', 'm7g.large', 'on-demand'],
  ['m7i.large, spot', 'm7i.large', 'spot'],
] as const;

// docker+machine with no idle workers, an idle time of 600 s and no most of jobs: variables.tf of its 9.5.2.
const CATTLE_OPS = ['--Executor', 'docker+machine', '--MaxJobsPerWorker', '0', '--machine-boot', '40'];

/** The built-in week with these flags of the command. */
export function playWith(flags: readonly string[] = []): Measures {
  const { parameters, inputs, jobSeconds } = readOptions(flags);
  return play(builtInWeek(jobSeconds), parameters, inputs);
}

/** Of a worker with the default volume, in us-east-1. */
export const priceOf = (type: string, market: Market): number =>
  workerPrice('us-east-1', type, market, Number(defaultParameters().WorkerVolumeSize));

const row = (first: Row, { p50, p95, p99, dollars, cents }: Measures): Row => ({
  ...first,
  ...{ 'wait p50': p50, p95, p99, '$/month': Math.round(dollars), 'cents/job': Number(cents.toFixed(2)) },
});
const written = (rows: readonly Row[]) => asMarkdown({ title: '', rows, notes: [] }).trim();

/** What a shorter wait costs. */
export const idleTable = (): string =>
  written(Object.entries(IDLE).map(([name, flags]) => row({ 'idle workers': name }, playWith(flags))));

/** The defaults by how long a worker takes. */
export const bootTable = (): string =>
  written(BOOTS.map((boot) => row({ 'boot, s': Number(boot) }, playWith(['--boot', boot]))));

/** The defaults by what a worker costs, and another's settings; a reclaimed spot worker is not played. */
export const marketTable = (): string => {
  const priced = (workers: string, price: number, flags: readonly string[] = []) =>
    row({ workers, '$/hour': Number(price.toFixed(4)) }, playWith(['--price', String(price), ...flags]));
  return written([
    ...MARKETS.map(([name, type, market]) => priced(name, priceOf(type, market))),
    priced('m7i.large, on demand, as cattle-ops keeps them', priceOf('m7i.large', 'on-demand'), CATTLE_OPS),
  ]);
};
