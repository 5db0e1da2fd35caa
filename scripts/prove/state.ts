import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../lib/project.ts';
import type { Proof } from './record.ts';

/** What a proof is about to make; written before it makes anything, and gone when nothing is left of it. */
export interface State {
  readonly kind: Proof['world'];
  readonly stack: string;
  readonly region: string;
  readonly gitLabUrl: string;
  readonly project: number;
  /** What its resources are told by, once the stack is there: its id, and its key. */
  readonly marks: readonly string[];
  /** The group that is given a warm pool. */
  readonly warmGroup?: string;
}

const FOLDER = join(PROJECT, '.local', 'prove');
const fileOf = (stack: string) => join(FOLDER, `${stack}.json`);

export function remember(state: State): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(fileOf(state.stack), JSON.stringify(state));
}

export const forget = (stack: string): void => rmSync(fileOf(stack), { force: true });

export const recall = (stack: string): State => JSON.parse(readFileSync(fileOf(stack), 'utf8'));

/** The stacks of which something may be left. */
export function unfinished(): string[] {
  mkdirSync(FOLDER, { recursive: true });
  return readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ''));
}
