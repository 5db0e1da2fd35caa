import type { Period } from '../../functions/configuration/period.ts';

/** How many workers wait, and how long; what is in force in one of the periods. */
export interface Phase {
  readonly periods: readonly Period[];
  readonly timezone: string;
  /** In jobs for docker-autoscaler, in machines for docker+machine. */
  readonly idle: number;
  readonly idleSeconds: number;
  /** Jobs are asked for only when a worker is ready: always so in docker+machine with an IdleCount. */
  readonly preemptive: boolean;
}

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
