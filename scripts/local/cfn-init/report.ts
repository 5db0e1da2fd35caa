import { appendFileSync } from 'node:fs';
import type { FileStep } from './config.ts';
import type { Failure } from './error.ts';

export interface WrittenFile {
  readonly path: string;
  /** Six octal digits. */
  readonly mode: string;
  readonly owner: string;
  readonly group: string;
}
/** What a run did, up to its end or its failure. */
export interface Done {
  readonly files: WrittenFile[];
  /** Every step in the order in which it ran, such as `install commands 01_swap skipped`. */
  readonly steps: string[];
}
export interface Report extends Done {
  wrote(file: FileStep): void;
  step(config: string, section: Failure['section'], name: string, outcome?: string): void;
  log(text: string): void;
}

/** Keeps what is done, and writes it and what commands say to `log`. */
export function report(log: string): Report {
  const files: WrittenFile[] = [];
  const steps: string[] = [];
  const write = (text: string) => appendFileSync(log, text);
  return {
    files,
    steps,
    wrote: ({ path, mode, owner, group }) =>
      void files.push({ path, mode: mode.toString(8).padStart(6, '0'), owner, group }),
    step(config, section, name, outcome = '') {
      const step = [config, section, name, outcome].filter((part) => part !== '').join(' ');
      steps.push(step);
      write(`${step}\n`);
    },
    log: write,
  };
}
