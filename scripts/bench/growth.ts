import type { Report, Row } from '../lib/report.ts';
import type { Options } from './benchmark.ts';
import type { Point } from './calls.ts';
import { teardownOfCache } from './growth-cache.ts';
import { looksOfPreflight } from './growth-preflight.ts';
import { teardownOfWorkers } from './growth-workers.ts';

/** How the calls of the functions, and their time, grow with what they have to deal with. Takes some minutes. */
export async function growth({ progress }: Options): Promise<Report> {
  const looks = await looksOfPreflight(progress);
  return growthReport({
    'delete: docker-autoscaler workers': await teardownOfWorkers('docker-autoscaler', progress),
    'delete: docker+machine workers': await teardownOfWorkers('docker+machine', progress),
    'delete: objects in the cache': await teardownOfCache(progress),
    'preflight: subnets, one type': looks.subnets,
    'preflight: types, two subnets': looks.types,
  });
}

/** By what grows. */
export function growthReport(all: Readonly<Record<string, readonly Point[]>>): Report {
  const each = Object.entries(all);
  const axis = { type: 'log', nameLocation: 'middle', nameGap: 35 };
  return {
    title: "The functions' calls to AWS as a stack grows",
    rows: each.flatMap(([of, points]) =>
      points.map(
        ({ size, calls, seconds }): Row => ({ of, size, calls, seconds: Number(seconds.toFixed(2)) }),
      ),
    ),
    notes: NOTES,
    chart: {
      title: { text: "The functions' calls to AWS as a stack grows" },
      xAxis: { ...axis, name: 'how many' },
      yAxis: { ...axis, name: 'calls to AWS' },
      series: each.map(([name, points]) => ({
        ...{ type: 'line', name },
        data: points.map(({ size, calls }) => [size, calls]),
      })),
    },
  };
}

const NOTES = [
  "The functions' own code over the real AWS SDK, against moto (workers, preflight) and ministack (cache) on this machine. The calls are those that AWS would get, but for its pages and refusals, and the one for the key of new volumes, which moto does not know; the seconds are the emulators' and hold the functions' own pauses.",
  'docker+machine leaves a key pair for each machine, and EC2 has no call that deletes several. A thousand objects more in the cache are two calls more.',
];
