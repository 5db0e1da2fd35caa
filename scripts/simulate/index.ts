import { readFileSync, writeFileSync } from 'node:fs';
import { drawChart } from '../lib/chart.ts';
import { command } from '../lib/command.ts';
import { asText } from '../lib/report.ts';
import { builtInWeek } from './built-in-week.ts';
import { compare } from './candidates.ts';
import { readJobs } from './jobs.ts';
import { help, type Options, readOptions } from './options.ts';
import { sizingReport } from './report.ts';

/** `npm run simulate -- [jobs.json]`: how long jobs wait and what workers cost. docs/sizing.md explains it. */
async function run({ file, jobSeconds, parameters, inputs, wait, to }: Options): Promise<void> {
  const { trace, leftOut } = file
    ? readJobs(file, readFileSync(file, 'utf8'))
    : { trace: builtInWeek(jobSeconds), leftOut: 0 };
  if (leftOut > 0) console.error(`Left out: ${leftOut} jobs that did not run, or still do.`);
  const candidates = compare(trace, parameters, inputs);
  const report = sizingReport(trace, candidates, inputs, wait);
  console.log(asText(report));
  if (to.json) writeFileSync(to.json, `${JSON.stringify({ inputs, candidates }, undefined, 2)}\n`);
  if (to.svg) writeFileSync(to.svg, await drawChart(report.chart));
}

await command(async () => {
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(help());
  else await run(options);
});
