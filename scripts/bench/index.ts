import { parseArgs } from 'node:util';
import { command } from '../lib/command.ts';
import { CommandError } from '../lib/command-error.ts';
import { asText } from '../lib/report.ts';
import type { Benchmark } from './benchmark.ts';
import { coldStarts } from './cold-starts.ts';
import { replyFaults } from './reply-faults.ts';
import { writeReport } from './write.ts';

const BENCHMARKS: Readonly<Record<string, Benchmark>> = { 'cold-starts': coldStarts, faults: replyFaults };
const NAMES = Object.keys(BENCHMARKS);
const HELP = `Measures the stack's functions beside the peers' on this machine: npm run bench -- [flags]

  --only NAME     one of ${NAMES.join(', ')} [all of them, some ten minutes]
  --rounds COUNT  how many fresh processes stand behind each median of the cold starts [15]
  --write         writes what is found into docs/development/benchmarks.md

cold-starts and faults need root (port 443 of loopback), taskset, and once a compiler for Lambda's own runtime client.
What is measured is installed into .tools when it is needed.`;

/** `npm run bench`: each benchmark on the terminal, and with --write in docs/development/benchmarks.md. */
async function bench(): Promise<void> {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    options: { only: text, rounds: { ...text, default: '15' }, write: flag, help: flag },
  });
  if (values.help) return console.log(HELP);
  if (values.only !== undefined && !NAMES.includes(values.only))
    throw new CommandError(`There is no benchmark "${values.only}", but ${NAMES.join(', ')}.`);
  if (!/^[1-9]\d*$/.test(values.rounds))
    throw new CommandError('--rounds is a number of rounds, such as 15.');
  for (const name of values.only === undefined ? NAMES : [values.only])
    await command(() => run(name, Number(values.rounds), values.write));
}

/** What fails is told, and the others go on: they need not wait for what this machine lacks. */
async function run(name: string, rounds: number, writes: boolean): Promise<void> {
  const began = performance.now();
  const seconds = () => ((performance.now() - began) / 1000).toFixed(0).padStart(3);
  const progress = (line: string) => console.error(`[${seconds()} s] ${name}: ${line}`);
  const report = await BENCHMARKS[name]?.({ progress, rounds });
  if (!report) return;
  console.log(asText(report));
  if (writes) writeReport(name, report);
}

await command(bench);
