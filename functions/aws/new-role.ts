import { setTimeout as sleep } from 'node:timers/promises';

// IAM spreads a new role's policies with a delay, and this runs seconds after the role was made.
const PATIENCE = 45_000;
const PAUSE = 3_000;

/** Tries again while the error is one that a new role's permissions may still cure. */
export async function retryWhile<T>(
  curable: (error: unknown) => boolean,
  attempt: () => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  for (const deadline = Date.now() + PATIENCE; ; ) {
    try {
      return await attempt();
    } catch (error) {
      if (!curable(error) || Date.now() + PAUSE > deadline) throw error;
      // An abort while waiting is reported as the refusal that was waited for.
      await sleep(PAUSE, undefined, { signal }).catch(() => Promise.reject(error));
    }
  }
}
