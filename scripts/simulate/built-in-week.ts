import type { Options, Report } from '../lib/report.ts';
import { builtInTrace } from './built-in-trace.ts';
import { compare } from './compare.ts';
import type { Simulated } from './document.ts';
import { readOptions } from './options.ts';
import { sizingReport } from './sizing-report.ts';

/** The built-in week with the template's parameters, as `npm run simulate` without a flag has it. */
export function simulateBuiltInWeek(): Simulated & { readonly report: Report } {
  const { parameters, inputs, wait, jobSeconds } = readOptions([]);
  const trace = builtInTrace(jobSeconds);
  const candidates = compare(trace, parameters, inputs);
  return { trace, candidates, inputs, wait, report: sizingReport(trace, candidates, inputs, wait) };
}

/** The same among the benchmarks. */
export async function sizing({ progress }: Options = {}): Promise<Report> {
  progress?.('Simulation of the built-in week');
  return simulateBuiltInWeek().report;
}
