import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export type Leaf = readonly [path: string, kind: string, value: unknown];

/** What a TOML parser that is not the writer's reads from each text; one process for all of them. */
export function leavesInPython(texts: readonly string[]): Leaf[][] {
  const script = join(import.meta.dirname, 'leaves.py');
  return JSON.parse(execFileSync('python3', [script], { input: JSON.stringify(texts), encoding: 'utf8' }));
}
