import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { OperatorError } from '../../functions/custom-resource/errors.ts';
import { BENCHMARKS } from './benchmarks.ts';
import { document, plotName, type Run } from './document.ts';
import { PROJECT } from './environment/paths.ts';
import { thisMachine } from './machine.ts';
import { asText, type Report } from './report.ts';

/** `npm run bench`: all benchmarks, on the terminal, in docs/benchmarks.md with their plots, and in dist/benchmarks.json. */
const ROUNDS = '15';
const { values } = parseArgs({
  options: { only: { type: 'string' }, rounds: { type: 'string', default: ROUNDS } },
});
const began = performance.now();
const say = (line: string) =>
  console.error(`[${((performance.now() - began) / 1000).toFixed(0).padStart(3)} s] ${line}`);

try {
  const names = values.only ? [values.only] : Object.keys(BENCHMARKS);
  if (!/^[1-9]\d*$/.test(values.rounds))
    throw new OperatorError('--rounds must be a number of rounds, such as 15.');
  const run = await runAll(names, Number(values.rounds));
  write(run, values.only === undefined);
  if (run.missing.length > 0) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof OperatorError ? error.message : error);
  process.exitCode = 1;
}

async function runAll(names: readonly string[], rounds: number): Promise<Run> {
  const reports: Record<string, Report> = {};
  const missing: string[] = [];
  for (const name of names) {
    const benchmark = BENCHMARKS[name];
    if (!benchmark)
      throw new OperatorError(`There is no benchmark "${name}", but ${Object.keys(BENCHMARKS).join(', ')}.`);
    try {
      const found = await benchmark({ rounds, progress: (line) => say(`${name}: ${line}`) });
      for (const report of Object.values(found)) console.log(`\n${asText(report)}`);
      Object.assign(reports, found);
    } catch (error) {
      if (!(error instanceof OperatorError)) throw error;
      // The others need not wait for what this machine lacks.
      say(error.message);
      missing.push(`${name}: ${error.message}`);
    }
  }
  const minutes = (performance.now() - began) / 60_000;
  return { date: new Date().toISOString().slice(0, 10), machine: thisMachine(), minutes, reports, missing };
}

/** A part of a run stays out of docs/, since what is there was measured together. */
function write(run: Run, isWhole: boolean): void {
  const dist = join(PROJECT, 'dist');
  const docs = join(PROJECT, 'docs');
  mkdirSync(dist, { recursive: true });
  const figures = Object.entries(run.reports).map(([name, { svg: _, ...report }]) => [name, report]);
  const json = { ...run, reports: Object.fromEntries(figures) };
  writeFileSync(join(dist, 'benchmarks.json'), `${JSON.stringify(json, undefined, 2)}\n`);
  const plots = isWhole ? join(docs, 'images') : dist;
  for (const [name, { svg }] of Object.entries(run.reports))
    if (svg) writeFileSync(join(plots, plotName(name)), svg);
  if (!isWhole) {
    say('Written into dist; a whole run writes docs/benchmarks.md.');
    return;
  }
  const testing = readFileSync(join(docs, 'mutation.md'), 'utf8');
  writeFileSync(join(docs, 'benchmarks.md'), document(run, testing));
  say('Written into docs/benchmarks.md, docs/images and dist/benchmarks.json.');
}
