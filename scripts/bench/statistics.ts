import { median, quantile } from '../lib/quantile.ts';

/** How many times another's time something took, taken round by round, since what the machine did meanwhile met both. */
export interface Ratio {
  readonly median: number;
  /** The middle half of the rounds. */
  readonly from: number;
  readonly to: number;
}

export function ratio(ours: readonly number[], theirs: readonly number[]): Ratio {
  const each = ours.map((value, round) => value / (theirs[round] ?? Number.NaN));
  return { median: median(each), from: quantile(each, 0.25), to: quantile(each, 0.75) };
}

/** Closer to 1 than this, a busy machine may say either. */
const NOISE = 0.05;

/** A verdict only where the whole middle half of the rounds is clear of the noise, so that it does not flip from run to run. */
export const verdict = ({ from, to }: Ratio): 'faster' | 'slower' | 'within the noise' =>
  to < 1 - NOISE ? 'faster' : from > 1 + NOISE ? 'slower' : 'within the noise';
