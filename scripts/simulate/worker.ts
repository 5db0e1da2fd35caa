import type { Settings } from './settings.ts';

export interface Worker {
  readonly launchedAt: number;
  /** When the manager can give it a job. */
  readonly readyAt: number;
  /** Jobs that it was given so far. */
  readonly used: number;
  /** When each of its running jobs ends. */
  readonly ends: readonly number[];
  /** When its last job ended, or it became ready. */
  readonly idleSince: number;
  /** How long at least one job ran on it. */
  readonly busySeconds: number;
}

export function launched(launchedAt: number, readyAt: number): Worker {
  return { launchedAt, readyAt, used: 0, ends: [], idleSince: readyAt, busySeconds: 0 };
}

export function withJob(worker: Worker, now: number, endsAt: number): Worker {
  const runningUntil = Math.max(now, ...worker.ends);
  const busySeconds = worker.busySeconds + Math.max(0, endsAt - runningUntil);
  return { ...worker, used: worker.used + 1, ends: [...worker.ends, endsAt], busySeconds };
}

/** Without the jobs that have ended. */
export function advanced(worker: Worker, now: number): Worker {
  if (!worker.ends.some((end) => end <= now)) return worker;
  return { ...worker, ends: worker.ends.filter((end) => end > now), idleSince: now };
}

/** The jobs that it could still be given when it is ready. */
export const room = ({ used, ends }: Worker, { jobsPerWorker, maxJobsPerWorker }: Settings) =>
  Math.min(jobsPerWorker - ends.length, maxJobsPerWorker - used);

export const isReady = ({ readyAt }: Worker, now: number) => readyAt <= now;
export const isIdle = (worker: Worker, now: number) => isReady(worker, now) && worker.ends.length === 0;
