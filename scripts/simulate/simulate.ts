import type { Trace } from './job.ts';
import { nextMoment } from './next-moment.ts';
import type { Settings } from './settings.ts';
import { settle } from './settle.ts';
import { advanced, type Worker } from './worker.ts';
import { openWorld, type State } from './world.ts';

export interface Ended extends Worker {
  readonly endedAt: number;
}
export interface Run {
  /** When each job of the trace began, in its order. */
  readonly starts: readonly number[];
  readonly workers: readonly Ended[];
  /** The most workers that there were at a time. */
  readonly most: number;
}

/**
 * Simulates the trace until its last job has ended, and at least until its last moment.
 * @param bootSeconds from a worker's launch until a job can begin on it.
 */
export function simulate(trace: Trace, settings: Settings, bootSeconds: number): Run {
  const world = openWorld(trace, settings, bootSeconds);
  const starts: number[] = [];
  const ended: Ended[] = [];
  let most = 0;
  let state: State = { now: trace.from, workers: [], taken: 0, given: 0 };
  const end = (worker: Worker, endedAt: number) => ended.push({ ...worker, endedAt });
  for (;;) {
    const { now } = state;
    state = { ...state, workers: state.workers.map((worker) => advanced(worker, now)) };
    state = settle(world, state, {
      begins: () => starts.push(now),
      ends: (worker) => end(worker, now),
    });
    most = Math.max(most, state.workers.length);
    const next = nextMoment(world, state);
    if (isDone(trace, state) && next >= trace.to) break;
    if (next === Number.POSITIVE_INFINITY) throw new Error('With these settings a job would wait for ever.');
    state = { ...state, now: next };
  }
  for (const worker of state.workers) end(worker, Math.max(state.now, trace.to));
  return { starts, workers: ended, most };
}

const isDone = ({ jobs }: Trace, { given, workers }: State) =>
  given === jobs.length && workers.every(({ ends }) => ends.length === 0);
