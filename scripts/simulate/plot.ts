import { drawChart } from '../lib/report-chart.ts';
import type { Candidate } from './compare.ts';
import type { Trace } from './job.ts';

/** Waiting against dollars: what is left and low is better. */
export function plotCandidates(
  trace: Trace,
  candidates: readonly Candidate[],
  recommended: Candidate | undefined,
): string {
  const points = (kind: Candidate['kind'], label: (candidate: Candidate) => string = () => '') =>
    candidates
      .filter((candidate) => candidate.kind === kind)
      .map((candidate) => ({ x: candidate.p95, y: candidate.dollars, label: label(candidate) }));
  const best = recommended ? [{ x: recommended.p95, y: recommended.dollars, label: 'recommended' }] : [];
  return drawChart({
    title: `Simulation of ${trace.jobs.length} jobs, ${trace.name}: waiting against cost`,
    x: 'p95 of waiting, seconds',
    y: 'US$ a month for workers',
    series: [
      { name: 'alternatives', look: 'faint', points: points('alternative') },
      { name: 'peers', look: 'second', points: points('peer', ({ name }) => name.split(':')[0] ?? '') },
      {
        name: 'this stack',
        look: 'third',
        points: [...points('default', () => 'defaults'), ...points('yours', () => 'yours')],
      },
      { name: 'recommended', look: 'first', points: best },
    ],
  });
}
