import type { Options, Report, Row } from '../lib/report.ts';
import { teardownOfCache } from './growth-cache.ts';
import { plotGrowth } from './growth-plot.ts';
import { extrapolate, type Growth, type Point } from './growth-point.ts';
import { looksOfPreflight } from './growth-preflight.ts';
import { teardownOfWorkers } from './growth-workers.ts';
import { runAlone } from './report-alone.ts';

const EXTRAPOLATED = [100_000, 1_000_000];

/** How the calls of the functions, and their time, grow with what they have to deal with. Takes some minutes. */
export async function growth({ progress = () => undefined }: Options = {}): Promise<Report> {
  const workers = await teardownOfWorkers(progress);
  const objects = await teardownOfCache(progress);
  const looks = await looksOfPreflight(progress);
  const all: Growth[] = [
    { of: 'delete: docker-autoscaler workers', measured: workers.autoscaler, extrapolated: [] },
    { of: 'delete: docker+machine workers', measured: workers.machine, extrapolated: [] },
    {
      of: 'delete: objects in the cache',
      measured: objects,
      extrapolated: EXTRAPOLATED.map((size) => extrapolate(objects, size)),
    },
    { of: 'preflight: subnets, one type', measured: looks.subnets, extrapolated: [] },
    { of: 'preflight: types, two subnets', measured: looks.types, extrapolated: [] },
  ];
  return {
    title: "The functions' calls to AWS as a stack grows",
    kind: 'measured',
    rows: all.flatMap(rowsOf),
    notes: NOTES,
    svg: plotGrowth(all),
  };
}

const rowsOf = ({ of, measured, extrapolated }: Growth): Row[] => [
  ...measured.map((point) => rowOf(of, point, 'measured')),
  ...extrapolated.map((point) => rowOf(of, point, 'extrapolated')),
];

const rowOf = (of: string, { size, calls, seconds }: Point, basis: string): Row => ({
  ...{ of, size, calls },
  seconds: Number(seconds.toFixed(2)),
  basis,
});

const NOTES = [
  "The real functions over the real AWS SDK, through a proxy that counts, against moto (workers, preflight) and ministack (cache) on this machine. The calls are those that AWS would get, but for its pages and refusals; the seconds are the emulators' and hold the functions' own pauses.",
  'docker+machine leaves a key pair for each machine, and EC2 has no call that deletes several.',
  'Extrapolated: on the straight line through the two largest sizes that were measured.',
];

if (import.meta.main) await runAlone(growth);
