import type { Report, Row } from '../lib/report.ts';
import type { Candidate } from './compare.ts';
import type { Inputs } from './inputs.ts';
import type { Trace } from './job.ts';
import { plotCandidates } from './plot.ts';
import { cheapestUnshared, cheapestWithin, frontier, type Verdict, verdicts } from './recommend.ts';

/** Every candidate as a row of figures. */
export const rowOf = (candidate: Candidate): Row => ({
  settings: candidate.name,
  'wait p50': candidate.p50,
  p90: candidate.p90,
  p95: candidate.p95,
  p99: candidate.p99,
  'paid h': Math.round(candidate.paidHours),
  'paid/used': Number((candidate.paidHours / candidate.usedHours).toFixed(2)),
  '$/month': Math.round(candidate.dollars),
  'most workers': candidate.mostWorkers,
});

/** What a person reads: the peers, this stack's that nothing beats, and what is recommended. */
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
    kind: 'simulated',
    rows: shown.map(rowOf),
    notes: [...recommendation(candidates, wait), ...reading(inputs)],
    svg: plotCandidates(trace, candidates, cheapestWithin(candidates, wait)),
  };
}

function recommendation(candidates: readonly Candidate[], wait: number): string[] {
  const found = cheapestWithin(candidates, wait);
  if (!found) return [`None of these keeps the p95 of waiting within ${wait} s.`];
  const unshared = cheapestUnshared(candidates, wait);
  return [
    `Cheapest with p95 within ${wait} s: ${said(found)}.`,
    unshared
      ? `Cheapest of those with a new worker for each job: ${unshared === found ? 'the same' : said(unshared)}.`
      : 'None with a new worker for each job stays within that.',
    ...verdicts(candidates, unshared ?? found).map((verdict) => sentence(unshared ?? found, verdict)),
  ];
}

const said = ({ name, p95, dollars }: Candidate) => `${name} (p95 ${p95} s, $${Math.round(dollars)} a month)`;

function sentence(chosen: Candidate, { peer, waitsLess, costsLess, betterInBoth }: Verdict): string {
  const figures = `p95 ${chosen.p95} against ${peer.p95} s, median ${chosen.p50} against ${peer.p50} s, $${Math.round(chosen.dollars)} against $${Math.round(peer.dollars)}`;
  const against = `Against ${peer.name}: ${figures}`;
  if (waitsLess && costsLess) return `${against}.`;
  const but = waitsLess ? 'costs more' : costsLess ? 'waits longer' : 'waits longer and costs more';
  const other = betterInBoth ? `better in both is ${said(betterInBoth)}` : 'nothing here is better in both';
  return `${against}, so it ${but}; ${other}.`;
}

const reading = ({ price, bootSeconds }: Inputs) => [
  'Waiting is in seconds, from being queued to beginning; dollars are for workers alone, without the manager.',
  `Every row is priced at $${price.toFixed(4)} an hour; a worker of docker-autoscaler is ready after ${bootSeconds['docker-autoscaler']} s, of docker+machine after ${bootSeconds['docker+machine']} s.`,
];
