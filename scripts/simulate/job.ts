/** A job as GitLab queues it. Times are seconds; moments are seconds since 1970. */
export interface Job {
  /** When it began to wait for a runner, which is later than when its pipeline made it. */
  readonly queuedAt: number;
  readonly duration: number;
}

/** The jobs of some time, by when they were queued. */
export interface Trace {
  readonly name: string;
  readonly jobs: readonly Job[];
  readonly from: number;
  readonly to: number;
}
