import { describe, expect, it } from 'vitest';
import { asText } from '../../scripts/lib/report.ts';
import type { Candidate } from '../../scripts/simulate/compare.ts';
import { defaultParameters } from '../../scripts/simulate/parameters.ts';
import { cheapestUnshared, cheapestWithin, frontier } from '../../scripts/simulate/recommend.ts';
import { sizingReport } from '../../scripts/simulate/sizing-report.ts';
import { AUTOSCALER, burst, traceOf } from './sample.ts';

const candidate = (
  name: string,
  p95: number,
  dollars: number,
  changes: Partial<Candidate> = {},
): Candidate => ({
  ...{ kind: 'alternative', name, parameters: defaultParameters(), source: '', settings: AUTOSCALER },
  ...{ p50: 1, p90: p95, p95, p99: p95, paidHours: 2, usedHours: 1, dollars, mostWorkers: 1 },
  ...changes,
});
const peer = (name: string, p95: number, dollars: number) =>
  candidate(name, p95, dollars, { kind: 'peer', parameters: undefined });
const shared = { parameters: { ...defaultParameters(), MaxJobsPerWorker: '0' } };
const inputs = { bootSeconds: { 'docker-autoscaler': 40, 'docker+machine': 140 }, price: 0.1 };
const notes = (candidates: Candidate[], wait: number) =>
  asText(sizingReport(traceOf(burst(1, 0, 10)), candidates, inputs, wait));

const ALL = [
  candidate('slow', 300, 50),
  candidate('shared', 30, 80, shared),
  candidate('plain', 40, 100),
  candidate('beaten', 60, 120),
  candidate('rich', 2, 900),
  peer('theirs', 3, 60),
];

describe('what is recommended', () => {
  it('is the cheapest that keeps the p95 of waiting within the limit, and never a peer', () => {
    expect(cheapestWithin(ALL, 45)?.name).toBe('shared');
    expect(cheapestUnshared(ALL, 45)?.name).toBe('plain');
    expect(cheapestWithin(ALL, 1)).toBeUndefined();
  });

  it('is shown among those of ours that no other beats', () => {
    expect(frontier(ALL).map(({ name }) => name)).toEqual(['slow', 'shared', 'rich']);
  });

  it('is said with every peer that it does not beat', () => {
    expect(notes(ALL, 45)).toContain(
      'Against theirs: p95 40 against 3 s, median 1 against 1 s, $100 against $60, so it waits longer and costs more; nothing here is better in both.',
    );
    expect(notes([...ALL, peer('dear', 50, 1000)], 1000)).toMatch(
      /Against dear: p95 300 .* so it waits longer; better in both is shared/,
    );
    expect(notes(ALL, 1)).toContain('None of these keeps the p95 of waiting within 1 s.');
    expect(notes([candidate('shared', 30, 80, shared)], 45)).toContain('None with a new worker for each job');
  });
});
