import { readFileSync, writeFileSync } from 'node:fs';
import { command } from '../lib/command.ts';
import { asText } from '../lib/report.ts';
import { builtInWeek } from './built-in-week.ts';
import { compare } from './candidates.ts';
import { readJobs } from './jobs.ts';
import { help, type Options, readOptions } from './options.ts';
import { sizingReport } from './report.ts';

/** `npm run simulate -- [jobs.json]`: how long jobs wait and what workers cost. docs/sizing.md explains it. */
function run({ file, jobSeconds, parameters, inputs, wait, json }: Options): void {
  const { trace, leftOut } = file
    ? readJobs(file, readFileSync(file, 'utf8'))
    : { trace: builtInWeek(jobSeconds), leftOut: 0 };
  if (leftOut > 0) console.error(`Left out: ${leftOut} jobs that did not run, or still do.`);
  const candidates = compare(trace, parameters, inputs);
  console.log(asText(sizingReport(trace, candidates, inputs, wait)));
  if (json) writeFileSync(json, `${JSON.stringify({ inputs, candidates }, undefined, 2)}\n`);
}

await command(() => {
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(help());
  else run(options);
});
