import type { Phase, Settings } from './settings.ts';
import { isReady, room, type Worker } from './worker.ts';

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
  /** Whether the manager asks GitLab for one more job. */
  asks(fleet: Fleet): boolean;
  /** Which of the workers with room a job gets. */
  picks(roomy: readonly Worker[]): Worker | undefined;
  /** How many workers it starts. */
  starts(fleet: Fleet): number;
  /** Which workers it ends; they run nothing. */
  ends(fleet: Fleet): readonly Worker[];
}

/** Jobs that were taken and have not ended. */
export const inHand = ({ workers, waiting }: Fleet) =>
  workers.reduce((sum, { ends }) => sum + ends.length, waiting);

/** The workers that can be given a job now. */
export const roomy = ({ workers, settings, now }: Fleet) =>
  workers.filter((worker) => isReady(worker, now) && room(worker, settings) > 0);
