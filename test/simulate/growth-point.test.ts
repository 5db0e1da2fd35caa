import { expect, it } from 'vitest';
import { extrapolate } from '../../scripts/bench/growth-point.ts';

it('what is extrapolated is on the line through the two largest sizes, whatever their order', () => {
  const points = [
    { size: 25_000, calls: 53, seconds: 10 },
    { size: 1, calls: 5, seconds: 0.1 },
    { size: 5000, calls: 13, seconds: 2 },
  ];
  expect(extrapolate(points, 1_000_000)).toEqual({ size: 1_000_000, calls: 2003, seconds: 400 });
  expect(() => extrapolate(points.slice(0, 1), 10)).toThrow('A line needs two points.');
});
