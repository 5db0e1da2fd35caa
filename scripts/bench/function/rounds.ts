import { execFileSync } from 'node:child_process';
import { median, percentile } from '../statistics.ts';
import { type ColdStart, type Conditions, coldStart } from './cold-start.ts';
import type { Program } from './program.ts';

/** A program with the event that it is measured on. */
export interface Measurable extends Program {
  /** Puts the stand-ins back and gives the event, and a check of what came of it that throws when it is not so. */
  prepare(): { readonly event: unknown; check(): void };
}
/** In milliseconds and bytes. */
export interface Figures {
  readonly init: number;
  readonly first: number;
  readonly total: number;
  readonly p90: number;
  readonly peak: number;
  readonly runs: number;
}

/** Measures all of them in turn, round after round, so that what the machine does meanwhile meets each alike. */
export async function inRounds<T extends Measurable>(
  subjects: readonly T[],
  rounds: number,
  conditions: (subject: T) => Conditions,
  progress: (line: string) => void,
): Promise<ReadonlyMap<T, Figures>> {
  const samples = new Map(subjects.map((subject) => [subject, [] as ColdStart[]]));
  // The first round fills the page cache and is not counted.
  for (let round = 0; round <= rounds; round++) {
    progress(round === 0 ? 'a round that is not counted' : `round ${round} of ${rounds}`);
    for (const [subject, seen] of samples) {
      const { event, check } = subject.prepare();
      const sample = await coldStart(subject, event, conditions(subject));
      check();
      if (round > 0) seen.push(sample);
    }
  }
  return new Map([...samples].map(([subject, seen]) => [subject, figuresOf(seen)]));
}

/** The medians, and the 90th percentile of the whole. */
export function figuresOf(samples: readonly ColdStart[]): Figures {
  const totals = samples.map(({ init, first }) => init + first);
  return {
    init: median(samples.map(({ init }) => init)),
    first: median(samples.map(({ first }) => first)),
    total: median(totals),
    p90: percentile(totals, 0.9),
    peak: median(samples.map(({ peak }) => peak)),
    runs: samples.length,
  };
}

/** Keeps this process, with its stand-ins, off the CPU that the functions run on. */
export function stayOnFirstCpu(): void {
  execFileSync('taskset', ['--all-tasks', '-cp', '0', String(process.pid)], { stdio: 'ignore' });
}
/** Takes that back. */
export function goAnywhere(cores: number): void {
  execFileSync('taskset', ['--all-tasks', '-cp', `0-${cores - 1}`, String(process.pid)], { stdio: 'ignore' });
}
