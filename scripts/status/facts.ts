/** What could not be seen, and why, in a sentence. */
export class Unseen {
  readonly unseen: string;
  constructor(unseen: string) {
    this.unseen = unseen;
  }
}
export type Seen<T> = T | Unseen;

/** What AWS tells of a stack, as far as it says how the runner stands. Moments are milliseconds since the epoch. */
export interface Facts {
  readonly now: number;
  readonly stack: Stack;
  /** Why the last create, update or delete failed; undefined when it did not. */
  readonly failure: Seen<string | undefined>;
  readonly managers: Seen<Fleet>;
  readonly workers: Seen<Fleet>;
  readonly log: Seen<Log>;
  readonly alarms: Seen<readonly Alarm[]>;
  /** Mail addresses that have not yet confirmed that they want the alarms. */
  readonly unconfirmed: Seen<readonly string[]>;
  readonly metrics: Seen<Metrics>;
  readonly parameters: Seen<Stored>;
  /** Undefined unless GitLab was asked. */
  readonly gitLab: Seen<RunnerInGitLab> | undefined;
  readonly checkout: Versions;
}
export interface Stack {
  readonly name: string;
  readonly id: string;
  readonly region: string;
  readonly status: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
  readonly resources: readonly Resource[];
}
export interface Resource {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
}
export interface Fleet {
  /** As EC2 has them, without those that are terminated. */
  readonly instances: ReadonlyArray<
    Readonly<Record<'id' | 'type' | 'state', string>> & { readonly launched: number }
  >;
  /** What EC2 Auto Scaling did last, when that failed. */
  readonly failed: { readonly at: number; readonly words: string } | undefined;
}
export interface Log {
  readonly stream: string;
  readonly lines: ReadonlyArray<{ readonly at: number; readonly text: string }>;
}
export interface Alarm {
  readonly name: string;
  readonly description: string;
  readonly state: string;
}
export interface Metrics {
  /** Hours in which workers were in service since the month began in UTC; undefined when nobody counted. */
  readonly workerHours: number | undefined;
  /** The newest value of each metric of the stack's own, within 15 minutes. */
  readonly newest: Readonly<Record<string, number | undefined>>;
}
export interface Stored {
  /** What stacks of this account have left behind. */
  readonly notes: ReadonlyArray<{ readonly name: string; readonly text: string }>;
  /** When the manager stored a renewed token. */
  readonly renewed: number | undefined;
}
export interface RunnerInGitLab {
  readonly status: string;
  readonly paused: boolean;
  readonly contacted: string;
}
export interface Versions {
  readonly template: string;
  readonly runner: string;
}
