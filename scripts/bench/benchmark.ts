import type { Report } from '../lib/report.ts';

export interface Options {
  /** Told how far it is. */
  readonly progress: (line: string) => void;
  /** How many fresh processes stand behind a median. */
  readonly rounds: number;
}
export type Benchmark = (options: Options) => Promise<Report>;
