import type { Report, Row } from '../lib/report.ts';
import { builtInWeek } from './built-in-week.ts';
import { type Candidate, cheapestUnshared, cheapestWithin, compare, frontier } from './candidates.ts';
import type { Trace } from './jobs.ts';
import { type Inputs, readOptions } from './options.ts';

/** The built-in week with the template's parameters, as `npm run simulate` without a flag has it. */
export function builtInReport(): Report {
  const { parameters, inputs, wait, jobSeconds } = readOptions([]);
  const trace = builtInWeek(jobSeconds);
  return sizingReport(trace, compare(trace, parameters, inputs), inputs, wait);
}

/** What a person reads: their parameters, the defaults, the alternatives that nothing beats, and what is recommended. */
export function sizingReport(
  trace: Trace,
  candidates: readonly Candidate[],
  inputs: Inputs,
  wait: number,
): Report {
  const best = new Set(frontier(candidates));
  const shown = candidates.filter((candidate) => candidate.kind !== 'alternative' || best.has(candidate));
  return {
    title: `Simulation of ${trace.jobs.length} jobs, ${trace.name}`,
    rows: shown.map(rowOf),
    notes: [...recommendation(candidates, wait), ...reading(inputs)],
  };
}

const rowOf = (candidate: Candidate): Row => ({
  settings: candidate.name,
  'wait p50': candidate.p50,
  p90: candidate.p90,
  p95: candidate.p95,
  p99: candidate.p99,
  'paid h': Math.round(candidate.paidHours),
  'paid/used': Number((candidate.paidHours / candidate.usedHours).toFixed(2)),
  '$/month': Math.round(candidate.dollars),
  'cents/job': Number(candidate.cents.toFixed(2)),
  'most workers': candidate.mostWorkers,
});

function recommendation(candidates: readonly Candidate[], wait: number): string[] {
  const found = cheapestWithin(candidates, wait);
  if (!found) return [`None of these keeps the p95 of waiting within ${wait} s.`];
  const unshared = cheapestUnshared(candidates, wait);
  const said = ({ name, p95, dollars }: Candidate) =>
    `${name} (p95 ${p95} s, $${Math.round(dollars)} a month)`;
  return [
    `Cheapest with p95 within ${wait} s: ${said(found)}.`,
    unshared
      ? `Cheapest of those with a new worker for each job: ${unshared === found ? 'the same' : said(unshared)}.`
      : 'None with a new worker for each job stays within that.',
  ];
}

const reading = ({ price, start }: Inputs) => [
  'Waiting is in seconds, from being queued to the first line of the script; dollars are for workers alone, without the manager.',
  `Every row is priced at $${price.toFixed(4)} an hour; a worker of docker-autoscaler has its first job after ${start['docker-autoscaler'].boot} s, of docker+machine after ${start['docker+machine'].boot} s, and pulls images for ${start['docker-autoscaler'].images} s.`,
];
