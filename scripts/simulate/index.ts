import { readFileSync, writeFileSync } from 'node:fs';
import { asCsv, asText } from '../lib/report.ts';
import { builtInTrace } from './built-in-trace.ts';
import { compare } from './compare.ts';
import { type Options, readOptions } from './options.ts';
import { readJobs } from './read-jobs.ts';
import { rowOf, sizingReport } from './sizing-report.ts';

/** `npm run simulate -- [jobs.json]`: a simulation of how long jobs wait and what workers cost. docs/sizing.md explains it. */
function run({ file, jobSeconds, parameters, inputs, wait, to }: Options): void {
  const { trace, leftOut } = file
    ? readJobs(file, readFileSync(file, 'utf8'))
    : { trace: builtInTrace(jobSeconds), leftOut: 0 };
  if (leftOut > 0) console.error(`Left out: ${leftOut} jobs that did not run, or still do.`);
  const candidates = compare(trace, parameters, inputs, progress);
  const report = sizingReport(trace, candidates, inputs, wait);
  console.log(asText(report));
  const { svg = '', ...figures } = report;
  if (to.json) writeFileSync(to.json, `${JSON.stringify({ ...figures, inputs, candidates }, limits, 2)}\n`);
  if (to.csv) writeFileSync(to.csv, asCsv(candidates.map(rowOf)));
  if (to.svg) writeFileSync(to.svg, svg);
}

/** JSON has no Infinity. */
const limits = (_key: string, value: unknown) => (value === Number.POSITIVE_INFINITY ? 'unlimited' : value);

function progress(done: number, of: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\rSimulated ${done} of ${of}${done === of ? '\n\n' : ''}`);
  else if (done % 50 === 0 || done === of) console.error(`Simulated ${done} of ${of}`);
}

try {
  run(readOptions(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
