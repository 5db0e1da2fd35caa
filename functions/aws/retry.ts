import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE = 3_000;

/** Tries again, for so many milliseconds, while what is thrown may be cured by waiting. */
export async function retryWhile<T>(
  curable: (error: unknown) => boolean,
  attempt: () => Promise<T>,
  signal: AbortSignal,
  patience: number,
): Promise<T> {
  const deadline = Date.now() + patience;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!curable(error) || Date.now() + PAUSE > deadline) throw error;
      // An abort while waiting is reported as the refusal that was waited for.
      await sleep(PAUSE, undefined, { signal }).catch(() => Promise.reject(error));
    }
  }
}

/** The promise, until the signal aborts: the SDK sleeps between its own tries whatever its signal says. */
export function inTime<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
