import type { Phase } from './phases.ts';

/** What decides when workers come and go, whichever executor it is of. Infinity is no limit. */
export interface Settings {
  readonly executor: 'docker-autoscaler' | 'docker+machine';
  /** Jobs at a time. */
  readonly concurrent: number;
  readonly maxWorkers: number;
  readonly jobsPerWorker: number;
  readonly maxJobsPerWorker: number;
  /** Workers that may be booting at a time. */
  readonly maxBooting: number;
  /** The last whose period matches is in force. */
  readonly phases: readonly Phase[];
}

export interface Worker {
  readonly launchedAt: number;
  /** When the manager can give it a job. */
  readonly readyAt: number;
  /** Jobs that it was given so far. */
  used: number;
  /** When each of its running jobs ends. */
  ends: number[];
  /** When its last job ended, or it became ready. */
  idleSince: number;
  /** How long at least one job ran on it. */
  busySeconds: number;
}

/** What an executor knows when it decides. */
export interface Fleet {
  readonly now: number;
  readonly settings: Settings;
  readonly phase: Phase;
  /** Those that exist, the oldest first. */
  readonly workers: readonly Worker[];
  /** Jobs that were taken from GitLab and have no worker yet. */
  readonly waiting: number;
}

/** How one of GitLab's executors decides. It is asked again until nothing changes any more. */
export interface Executor {
  /** How often it looks whether a new worker is ready, in seconds. */
  readonly looksEvery: number;
  /** Whether the manager asks GitLab for one more job. */
  asks(fleet: Fleet): boolean;
  /** Which of the workers with room a job gets. */
  picks(roomy: readonly Worker[]): Worker | undefined;
  /** How many workers it starts. */
  starts(fleet: Fleet): number;
  /** Which workers it ends; they run nothing. */
  ends(fleet: Fleet): readonly Worker[];
}

const running = ({ workers }: Fleet) => workers.reduce((sum, { ends }) => sum + ends.length, 0);
/** Jobs that were taken and have not ended. */
export const inHand = (fleet: Fleet) => fleet.waiting + running(fleet);
/** How many are to wait, by the phase and what runs. How a part is rounded is the executor's. */
export const idleWanted = (fleet: Fleet, round: (part: number) => number): number =>
  Math.max(fleet.phase.idle, round(fleet.phase.idleFactor * running(fleet)));
/** The jobs that it could still be given when it is ready. */
export const room = ({ used, ends }: Worker, { jobsPerWorker, maxJobsPerWorker }: Settings) =>
  Math.min(jobsPerWorker - ends.length, maxJobsPerWorker - used);
export const isReady = ({ readyAt }: Worker, now: number) => readyAt <= now;
export const isIdle = (worker: Worker, now: number) => isReady(worker, now) && worker.ends.length === 0;
/** The workers that can be given a job now. */
export const roomy = ({ workers, settings, now }: Fleet) =>
  workers.filter((worker) => isReady(worker, now) && room(worker, settings) > 0);
