import type { Candidate } from './compare.ts';

/** The cheapest of this stack's that keeps 95 % of the jobs from waiting longer, and among equals the quicker. */
export function cheapestWithin(candidates: readonly Candidate[], wait: number): Candidate | undefined {
  return cheapest(own(candidates).filter(({ p95 }) => p95 <= wait));
}

/** The same among those that never give a worker to a second job. */
export function cheapestUnshared(candidates: readonly Candidate[], wait: number): Candidate | undefined {
  return cheapestWithin(
    candidates.filter(({ parameters }) => parameters?.MaxJobsPerWorker === '1'),
    wait,
  );
}

/** Of this stack's, those that no other beats in waiting without costing more. */
export function frontier(candidates: readonly Candidate[]): Candidate[] {
  const sorted = own(candidates).toSorted(byCost);
  return sorted.filter(({ p95 }, index) => sorted.slice(0, index).every((cheaper) => cheaper.p95 > p95));
}

export interface Verdict {
  readonly peer: Candidate;
  readonly waitsLess: boolean;
  readonly costsLess: boolean;
  /** The cheapest of this stack's that is better in both. */
  readonly betterInBoth: Candidate | undefined;
}

/** How what is recommended compares with each of the peers. */
export function verdicts(candidates: readonly Candidate[], { p95, dollars }: Candidate): Verdict[] {
  const peers = candidates.filter(({ kind }) => kind === 'peer');
  return peers.map((peer) => ({
    peer,
    waitsLess: p95 < peer.p95,
    costsLess: dollars < peer.dollars,
    betterInBoth: cheapest(own(candidates).filter((one) => one.p95 < peer.p95 && one.dollars < peer.dollars)),
  }));
}

const own = (candidates: readonly Candidate[]) => candidates.filter(({ kind }) => kind !== 'peer');
const byCost = (one: Candidate, other: Candidate) => one.dollars - other.dollars || one.p95 - other.p95;
const cheapest = (candidates: readonly Candidate[]) => candidates.toSorted(byCost)[0];
