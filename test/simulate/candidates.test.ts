import { describe, expect, it } from 'vitest';
import { asText } from '../../scripts/lib/report.ts';
import {
  alternatives,
  type Candidate,
  cheapestUnshared,
  cheapestWithin,
  frontier,
} from '../../scripts/simulate/candidates.ts';
import { defaultParameters, settingsOf } from '../../scripts/simulate/parameters.ts';
import { sizingReport } from '../../scripts/simulate/report.ts';
import { burst, traceOf } from './sample.ts';

const candidate = (name: string, p50: number, p95: number, dollars: number, MaxJobsPerWorker = '1') => ({
  ...({ kind: 'alternative', name, parameters: { ...defaultParameters(), MaxJobsPerWorker } } as const),
  ...{ p50, p90: p95, p95, p99: p95, paidHours: 2, usedHours: 1, dollars, cents: 1, mostWorkers: 1 },
});
const inputs = {
  start: { 'docker-autoscaler': { boot: 40, images: 0 }, 'docker+machine': { boot: 140, images: 0 } },
  price: 0.1,
};
const report = (candidates: readonly Candidate[], wait: number) =>
  sizingReport(traceOf(burst(1, 0, 10)), candidates, inputs, wait);

const ALL = [
  candidate('slow', 30, 300, 50),
  candidate('shared', 30, 30, 80, '0'),
  candidate('plain', 40, 40, 100),
  candidate('quick', 2, 60, 120),
  candidate('beaten', 2, 60, 130),
  candidate('rich', 2, 2, 900),
];

describe('what is recommended', () => {
  it('is the cheapest that keeps the p95 of waiting within the limit', () => {
    expect(cheapestWithin(ALL, 45)?.name).toBe('shared');
    expect(cheapestUnshared(ALL, 45)?.name).toBe('plain');
    expect(cheapestWithin(ALL, 1)).toBeUndefined();
  });

  it('is shown among those that no cheaper one equals, at the median and at the p95', () => {
    expect(frontier(ALL).map(({ name }) => name)).toEqual(['slow', 'shared', 'quick', 'rich']);
    expect(report(ALL, 45).rows.map(({ settings }) => settings)).toEqual(['slow', 'shared', 'quick', 'rich']);
  });

  it('is said, or that there is none', () => {
    const said = asText(report(ALL, 45));
    expect(said).toContain('- Cheapest with p95 within 45 s: shared (p95 30 s, $80 a month).');
    expect(said).toContain(
      'Cheapest of those with a new worker for each job: plain (p95 40 s, $100 a month).',
    );
    expect(asText(report(ALL, 1))).toContain('None of these keeps the p95 of waiting within 1 s.');
    expect(asText(report(ALL.slice(1, 2), 45))).toContain('None with a new worker for each job stays within');
  });
});

it('the alternatives differ from one another, and the stack takes each', () => {
  const given = { ...defaultParameters(), MaxWorkers: '2', IdleTime: '120' };
  const all = alternatives(given);
  for (const parameters of all) settingsOf(parameters);
  expect(new Set(all.map((parameters) => JSON.stringify(parameters))).size).toBe(all.length);
  expect(all).toContainEqual(given);
  expect(
    all.filter(({ MaxWorkers }) => MaxWorkers === '2').map(({ IdleWorkers }) => IdleWorkers),
  ).not.toContain('3');
});
