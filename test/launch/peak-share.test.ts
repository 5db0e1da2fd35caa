import { expect, it } from 'vitest';
import { peakShare } from '../../scripts/launch/peak-share.ts';

it.each([
  // The year that is counted begins on a Friday: 261 of its days are Mondays to Fridays.
  ['* 8-17 * * mon-fri', (261 * 10) / (365 * 24)],
  ['* * * * *', 1],
  ['* 8-17 * * mon-fri; * * * * sat,sun', (261 * 10 + 104 * 24) / (365 * 24)],
  ['* 8-17 * * *; * 12-20 * * *', 13 / 24],
  ['0-29 * * * *', 1 / 2],
  ['* * * 2 *', 28 / 365],
  // A day of the month or one of the week.
  ['* * 1 * fri', (53 + 12 - 2) / 365],
])('%s is in force for its part of the year', (periods, share) => {
  expect(peakShare(periods)).toBeCloseTo(share, 6);
});

it('of a period that is wrong nothing can be said', () => {
  expect(peakShare('* 8-17 * * mon-friday')).toBeUndefined();
});
