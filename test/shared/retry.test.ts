import { describe, expect, it } from 'vitest';
import { retry, type Sleep } from '../../functions/shared/retry.ts';

const never = new AbortController().signal;

/** Attempts that come to these outcomes in turn, and a sleep that only notes how long. */
function attempting(...outcomes: string[]) {
  const slept: number[] = [];
  const sleep: Sleep = async (milliseconds) => void slept.push(milliseconds);
  return { attempt: async () => outcomes.shift() ?? 'one too many', slept, sleep };
}

describe('a retry', () => {
  it('ends with the first outcome after which there is no pause, and counts the attempts', async () => {
    const { attempt, slept, sleep } = attempting('busy', 'busy', 'done', 'more');
    const pauseAfter = (outcome: string, attempts: number) =>
      outcome === 'busy' ? 10 * attempts : undefined;
    expect(await retry(attempt, pauseAfter, never, sleep)).toBe('done');
    expect(slept).toEqual([10, 20]);
  });

  it('gives the last outcome when the signal aborts during a pause, and makes no further attempt', async () => {
    const { attempt } = attempting('first', 'second');
    expect(await retry(attempt, () => 60_000, AbortSignal.timeout(20))).toBe('first');
  });

  it('makes one attempt when the signal has aborted before, without a pause', async () => {
    const { attempt, slept, sleep } = attempting('first', 'second');
    expect(await retry(attempt, () => 1, AbortSignal.abort(), sleep)).toBe('first');
    expect(slept).toEqual([]);
  });

  it('ends with what an attempt throws', async () => {
    const attempt = () => Promise.reject(new Error('broken'));
    await expect(retry(attempt, () => 1, never)).rejects.toThrow('broken');
  });
});
