import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { drawChart } from '../lib/chart.ts';
import { command } from '../lib/command.ts';
import { asText } from '../lib/report.ts';
import { criticalPathReport } from './report.ts';

/** `npm run critical-path`: what CloudFormation's work on the stack waits for. docs/development/critical-path.md explains it. */
await command(async () => {
  const { values } = parseArgs({ options: { svg: { type: 'string' } } });
  const report = criticalPathReport();
  console.log(asText(report));
  if (values.svg) writeFileSync(values.svg, await drawChart(report.chart, 640));
});
