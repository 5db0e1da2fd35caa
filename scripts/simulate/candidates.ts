import type { Trace } from './jobs.ts';
import { type Measures, measure } from './measures.ts';
import type { Inputs } from './options.ts';
import { asFlags, defaultParameters, type Parameters, settingsOf } from './parameters.ts';
import { simulate } from './simulate.ts';

/** Parameters, and what came of them. */
export interface Candidate extends Measures {
  readonly kind: 'yours' | 'default' | 'alternative';
  readonly name: string;
  readonly parameters: Parameters;
}

const WORKERS_TIMES = [0.5, 1, 2];
const IDLE_WORKERS = ['1', '3', '5'];
const IDLE_FACTORS = ['0.5', '1'];
const WORKING_HOURS = '* 8-17 * * mon-fri';

/** One row: the trace with these parameters. */
export function play(trace: Trace, parameters: Parameters, { start, price }: Inputs): Measures {
  const settings = settingsOf(parameters);
  return measure(trace, simulate(trace, settings, start[settings.executor]), price);
}

/** Simulates the trace with these parameters, the template's and alternatives, all on the same instances at one price. */
export function compare(trace: Trace, yours: Parameters, inputs: Inputs): Candidate[] {
  const defaults = defaultParameters();
  const played = (kind: Candidate['kind'], name: string, parameters: Parameters): Candidate => {
    return { kind, name, parameters, ...play(trace, parameters, inputs) };
  };
  return [
    ...(asFlags(yours, defaults) ? [played('yours', 'your parameters', yours)] : []),
    played('default', "this stack's defaults", defaults),
    ...alternatives(yours).map((parameters) =>
      played('alternative', asFlags(parameters, defaults) || 'the defaults', parameters),
    ),
  ];
}

/**
 * Alternatives to the parameters: more and fewer workers; a new worker for each job, or one that is kept; none idle, some always,
 * some in the peak periods, some for each busy one. What would change the jobs themselves stays as it is: the instance type, and how many jobs
 * share a worker.
 */
export function alternatives(yours: Parameters): Parameters[] {
  const { MaxWorkers, JobsPerWorker = '1', PeakPeriods } = yours;
  const peak = PeakPeriods || WORKING_HOURS;
  const idle = [
    { IdleWorkers: '0', PeakPeriods: '' },
    ...IDLE_WORKERS.flatMap((IdleWorkers) =>
      ['', peak].map((periods) => ({ IdleWorkers, PeakPeriods: periods })),
    ),
    ...IDLE_FACTORS.map((IdleFactor) => ({ IdleWorkers: '1', PeakPeriods: peak, IdleFactor })),
  ];
  const workers = new Set(WORKERS_TIMES.map((times) => String(Math.ceil(times * Number(MaxWorkers)))));
  return [...workers].flatMap((most) =>
    [JobsPerWorker, '0'].flatMap((MaxJobsPerWorker) =>
      idle
        .filter(({ IdleWorkers }) => Number(IdleWorkers) <= Number(most))
        .map((one) => ({
          ...yours,
          MaxWorkers: most,
          MaxJobsPerWorker,
          OffPeakIdleWorkers: '0',
          IdleFactor: '0',
          ...one,
        })),
    ),
  );
}

/** The cheapest that keeps 95 % of the jobs from waiting longer, and among equals the quicker. */
export function cheapestWithin(candidates: readonly Candidate[], wait: number): Candidate | undefined {
  return candidates.filter(({ p95 }) => p95 <= wait).toSorted(byCost)[0];
}

/** The same among those that never give a worker to a second job. */
export function cheapestUnshared(candidates: readonly Candidate[], wait: number): Candidate | undefined {
  return cheapestWithin(
    candidates.filter(({ parameters }) => parameters.MaxJobsPerWorker === '1'),
    wait,
  );
}

/** Those that no cheaper one equals, at the median and at the p95. */
export function frontier(candidates: readonly Candidate[]): Candidate[] {
  const sorted = candidates.toSorted(byCost);
  return sorted.filter((one, index) =>
    sorted.slice(0, index).every((cheaper) => cheaper.p50 > one.p50 || cheaper.p95 > one.p95),
  );
}

const byCost = (one: Candidate, other: Candidate) =>
  one.dollars - other.dollars || one.p95 - other.p95 || one.p50 - other.p50;
