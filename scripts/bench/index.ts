import { parseArgs } from 'node:util';
import { CommandError } from '../lib/command-error.ts';
import { asText, type Report } from '../lib/report.ts';
import { BENCHMARKS } from './benchmarks.ts';
import type { Run } from './document.ts';
import { thisMachine } from './machine.ts';
import { writePart, writeRun, writeTesting } from './write.ts';

/** `npm run bench`: all benchmarks, on the terminal, in docs/benchmarks.md with their plots, and in dist/benchmarks.json. */
const ROUNDS = '15';
/** For `--only`: measures nothing, and repeats docs/mutation.md in docs/benchmarks.md. */
const TESTING = 'testing';
const { values } = parseArgs({
  options: { only: { type: 'string' }, rounds: { type: 'string', default: ROUNDS } },
});
const began = performance.now();
const say = (line: string) =>
  console.error(`[${((performance.now() - began) / 1000).toFixed(0).padStart(3)} s] ${line}`);

try {
  if (values.only === TESTING) writeTesting();
  else await bench(values.only, values.rounds);
} catch (error) {
  console.error(error instanceof CommandError ? error.message : error);
  process.exitCode = 1;
}

async function bench(only: string | undefined, rounds: string): Promise<void> {
  const all = Object.keys(BENCHMARKS);
  if (only !== undefined && !all.includes(only))
    throw new CommandError(`There is no benchmark "${only}", but ${[...all, TESTING].join(', ')}.`);
  if (!/^[1-9]\d*$/.test(rounds)) throw new CommandError('--rounds is a number of rounds, such as 15.');
  const run = await runAll(only === undefined ? all : [only], Number(rounds));
  if (run.missing.length > 0) process.exitCode = 1;
  if (only !== undefined) writePart(run);
  else writeRun(run);
  say(only === undefined ? 'Written into docs/benchmarks.md and dist.' : 'Written into dist alone.');
}

/** What fails is told and left out: the others need not wait for what this machine lacks. */
async function runAll(names: readonly string[], rounds: number): Promise<Run> {
  const reports: Record<string, Report> = {};
  const missing: string[] = [];
  for (const name of names) {
    try {
      const found = (await BENCHMARKS[name]?.({ rounds, progress: (line) => say(`${name}: ${line}`) })) ?? {};
      for (const report of Object.values(found)) console.log(`\n${asText(report)}`);
      Object.assign(reports, found);
    } catch (error) {
      console.error(error instanceof CommandError ? error.message : error);
      missing.push(`${name}: ${error instanceof Error ? error.message : error}`);
    }
  }
  const minutes = (performance.now() - began) / 60_000;
  return { date: new Date().toISOString().slice(0, 10), machine: thisMachine(), minutes, reports, missing };
}
