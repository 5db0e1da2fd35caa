import { setTimeout } from 'node:timers/promises';

/** Waits so many milliseconds; rejects when the signal aborts. */
export type Sleep = (milliseconds: number, signal: AbortSignal) => Promise<void>;

const sleepFor: Sleep = (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal });

/**
 * Makes attempts until `pauseAfter` gives no pause, in milliseconds, before another one. Returns the last outcome,
 * also when the signal aborts during a pause; what an attempt throws ends it.
 */
export async function retry<T>(
  attempt: () => Promise<T>,
  pauseAfter: (outcome: T, attempts: number) => number | undefined,
  signal: AbortSignal,
  sleep = sleepFor,
): Promise<T> {
  for (let attempts = 1; ; attempts++) {
    const outcome = await attempt();
    const pause = pauseAfter(outcome, attempts);
    if (pause === undefined || signal.aborted) return outcome;
    const isInterrupted = await sleep(pause, signal).then(
      () => false,
      () => true,
    );
    if (isInterrupted) return outcome;
  }
}
