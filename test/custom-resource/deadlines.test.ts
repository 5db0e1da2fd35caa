import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startDeadlines } from '../../functions/custom-resource/deadlines.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test.each([
  ['of fifteen minutes', 900_000, 880_000, 890_000],
  ['of a minute keeps its share', 60_000, 50_000, 50_000],
  ['of 90 seconds', 90_000, 75_000, 80_000],
  ['of six seconds keeps what is never too little', 6_000, 2_000, 3_000],
])('a life %s ends work, tidying and answering in time', (_, remaining, work, tidying) => {
  const deadlines = startDeadlines(remaining);
  const ended = () => [deadlines.work.aborted, deadlines.tidying.aborted, deadlines.delivery.aborted];
  const moments = [work, tidying, remaining - 500];
  expect(deadlines.lifetime).toBe(remaining);
  for (let now = 0; now < remaining; now += 500) {
    expect([now, ...ended()]).toEqual([now, ...moments.map((moment) => now >= moment)]);
    vi.advanceTimersByTime(500);
  }
});

test('a life that is over already ends everything at once', () => {
  const deadlines = startDeadlines(100);
  vi.advanceTimersByTime(0);
  expect([deadlines.work.aborted, deadlines.tidying.aborted, deadlines.delivery.aborted]).toEqual([
    true,
    true,
    true,
  ]);
});

test('after the answer nothing of this event works on, and no timer is left for the next', () => {
  const deadlines = startDeadlines(60_000);
  deadlines.stop();
  expect([deadlines.work.aborted, deadlines.tidying.aborted]).toEqual([true, true]);
  expect(vi.getTimerCount()).toBe(0);
});
