import type { Settings } from '../../scripts/simulate/fleet.ts';
import type { Job, Trace } from '../../scripts/simulate/jobs.ts';
import type { Phase } from '../../scripts/simulate/phases.ts';
import type { Run, Start } from '../../scripts/simulate/simulate.ts';

/** Some time before the first job, so that idle workers are ready for it, to a while after. */
export const traceOf = (jobs: readonly Job[], to = 10_000): Trace => ({
  ...{ name: 'test', from: -3000, to },
  jobs: jobs.toSorted((one, other) => one.queuedAt - other.queuedAt),
});

/** So many jobs at once. */
export const burst = (count: number, queuedAt: number, duration: number): Job[] =>
  Array.from({ length: count }, () => ({ queuedAt, duration }));

export const always = (idle: number, idleSeconds: number, preemptive = false): Phase => ({
  ...{ periods: [['*', '*', '*', '*', '*']], timezone: 'UTC' },
  ...{ idle, idleFactor: 0, idleSeconds, preemptive },
});

/** docker-autoscaler without limits, and a worker for each job. */
export const AUTOSCALER: Settings = {
  executor: 'docker-autoscaler',
  concurrent: Number.POSITIVE_INFINITY,
  maxWorkers: Number.POSITIVE_INFINITY,
  jobsPerWorker: 1,
  maxJobsPerWorker: 1,
  maxBooting: Number.POSITIVE_INFINITY,
  phases: [always(0, 0)],
};
export const MACHINE: Settings = { ...AUTOSCALER, executor: 'docker+machine' };

/** A worker that has its first job after so many seconds, with images that are there. */
export const booting = (boot: number): Start => ({ boot, images: 0 });

export const waits = ({ jobs }: Trace, { starts }: Run) =>
  starts.map((start, index) => start - (jobs[index]?.queuedAt ?? Number.NaN));

/** How many workers there are at a moment. */
export const aliveAt = ({ workers }: Run, moment: number) =>
  workers.filter(({ launchedAt, endedAt }) => launchedAt <= moment && moment < endedAt).length;
