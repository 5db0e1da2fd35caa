import { expect, test } from 'vitest';
import { ratio, verdict } from '../../scripts/bench/statistics.ts';
import { median, quantile } from '../../scripts/lib/quantile.ts';

test('the median is the middle one, or between the two in the middle, in any order', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 9, 2])).toBe(3);
  expect(quantile([40, 10, 20, 30, 50], 0.25)).toBe(20);
  expect(() => median([])).toThrow('no quantile');
});

test('a ratio is taken round by round, so that a slow round of the machine does not count', () => {
  expect(ratio([100, 1000, 110], [50, 500, 50])).toEqual({ median: 2, from: 2, to: expect.closeTo(2.1) });
});

test('faster or slower is said only where the whole middle half of the rounds is clear of the noise', () => {
  expect(verdict({ median: 0.9, from: 0.85, to: 0.94 })).toBe('faster');
  expect(verdict({ median: 1.2, from: 1.06, to: 1.4 })).toBe('slower');
  expect(verdict({ median: 0.97, from: 0.9, to: 1.05 })).toBe('within the noise');
  expect(verdict({ median: 0.97, from: 0.96, to: 0.98 })).toBe('within the noise');
});
