import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../lib/project.ts';

/** So many characters in a row, quoted in a test, are of one sentence and no other. */
const RUN = 14;

interface TestFile {
  /** Below `test/`. */
  readonly path: string;
  readonly quoted: string;
  readonly runs: ReadonlySet<string>;
}

/** The test that quotes most of a sentence; undefined when none does. */
export function testOf(message: string): string | undefined {
  const parts = message.split(/\{\w+\}/).map((part) => part.replace(/^\W+|\W+$/g, ''));
  const runs = parts.flatMap((part) => runsOf(part));
  // A short sentence is looked for as it is.
  const longest = parts.reduce((one, other) => (one.length >= other.length ? one : other));
  let best: { path: string; score: number } | undefined;
  for (const { path, quoted, runs: known } of testFiles()) {
    const score =
      runs.length > 0 ? runs.filter((run) => known.has(run)).length : Number(quoted.includes(longest));
    if (score > (best?.score ?? 0)) best = { path, score };
  }
  return best?.path;
}

function runsOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - RUN + 1) }, (_, at) => text.slice(at, at + RUN));
}

let files: readonly TestFile[] | undefined;

function testFiles(): readonly TestFile[] {
  files ??= globSync('**/*.test.ts', { cwd: join(PROJECT, 'test') })
    .sort()
    .map((path) => {
      const literals = literalsOf(readFileSync(join(PROJECT, 'test', path), 'utf8'));
      return { path, quoted: literals.join('\n'), runs: new Set(literals.flatMap(runsOf)) };
    });
  return files;
}

const LITERAL = /'((?:[^'\\\n]|\\.)+)'|"((?:[^"\\\n]|\\.)+)"|`((?:[^`\\]|\\.)+)`|\/((?:[^/\\\n]|\\.)+)\//g;

/** What strings, templates and regular expressions say, without their escapes. */
function literalsOf(text: string): string[] {
  return [...text.matchAll(LITERAL)].map(([, single, double, template, pattern]) =>
    (single ?? double ?? template ?? pattern ?? '').replace(/\\(.)/g, '$1'),
  );
}
