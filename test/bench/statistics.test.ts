import { expect, test } from 'vitest';
import { median, percentile } from '../../scripts/bench/statistics.ts';

test('the median is the middle one, or between the two in the middle, in any order', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 9, 2])).toBe(3);
  expect(median([7])).toBe(7);
});

test('the 90th percentile is a value that was seen: nine of ten are not above it', () => {
  expect(percentile([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 0.9)).toBe(9);
  expect(percentile([3, 1, 2], 0.9)).toBe(3);
  expect(percentile([3, 1, 2], 0)).toBe(1);
});

test('of nothing there is neither', () => {
  expect(() => median([])).toThrow('no median');
  expect(() => percentile([], 0.9)).toThrow('no percentile');
});
