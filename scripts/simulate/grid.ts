import type { Parameters } from './parameters.ts';

const IDLE_WORKERS = [1, 2, 3, 5, 10];
const IDLE_TIMES = [300, 600, 1800];
const WORKERS_TIMES = [1, 2, 3];
const WORKING_HOURS = '* 8-17 * * mon-fri';

/**
 * Alternatives to the parameters. What would change the jobs themselves stays as it is: the instance type, and
 * how many jobs share a worker.
 */
export function alternatives(yours: Parameters): Parameters[] {
  const peak = yours.PeakPeriods || WORKING_HOURS;
  return WORKERS_TIMES.map((times) => String(times * Number(yours.MaxWorkers))).flatMap((MaxWorkers) =>
    reuses(yours).flatMap((reuse) =>
      idles(peak, Number(MaxWorkers)).map((idle) => ({ ...yours, MaxWorkers, ...reuse, ...idle })),
    ),
  );
}

/** A new worker for each job, or for as many as share one; and any number, with how long it is kept. */
function reuses({ JobsPerWorker, IdleTime }: Parameters) {
  const times = [...new Set([...IDLE_TIMES, Number(IdleTime)])];
  return [
    { MaxJobsPerWorker: JobsPerWorker, IdleTime },
    ...times.map((time) => ({ MaxJobsPerWorker: '0', IdleTime: String(time) })),
  ];
}

/** None; so many always; so many in the peak periods only. */
function idles(peak: string, maxWorkers: number) {
  const counts = IDLE_WORKERS.filter((count) => count <= maxWorkers).map(String);
  return [
    { IdleWorkers: '0', PeakPeriods: '', OffPeakIdleWorkers: '0' },
    ...counts.flatMap((IdleWorkers) =>
      ['', peak].map((PeakPeriods) => ({ IdleWorkers, PeakPeriods, OffPeakIdleWorkers: '0' })),
    ),
  ];
}
