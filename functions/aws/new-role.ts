import { setTimeout as sleep } from 'node:timers/promises';

// IAM spreads a new role's policies with a delay, and this runs seconds after the role was made.
const PATIENCE = 45_000;
const PAUSE = 3_000;

type IsDenied = (error: unknown) => boolean;

/** Tries again, until the deadline, while the error is one that a new role's permissions may still cure. */
export async function retryWhile<T>(
  curable: IsDenied,
  attempt: () => Promise<T>,
  signal: AbortSignal,
  deadline = Date.now() + PATIENCE,
): Promise<T> {
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

export interface Patience {
  /** A call that the work cannot do without: it is made again until the window closes. */
  required<T>(attempt: () => Promise<T>): Promise<T>;
  /** A call that may stay refused: it is made once more when a required one has come to its end. */
  optional<T>(attempt: () => Promise<T>): Promise<T>;
}

/**
 * One window of patience for all calls of an invocation. A required call that is let through shows that the
 * role's permissions have arrived: what is refused after that is refused for good. At least one call must be a
 * required one.
 */
export function shareThePatience(isDenied: IsDenied, signal: AbortSignal): Patience {
  const deadline = Date.now() + PATIENCE;
  const arrived = Promise.withResolvers<void>();
  let roleIsNew = false;
  const noticing: IsDenied = (error) => {
    const denied = isDenied(error);
    roleIsNew ||= denied;
    return denied;
  };
  return {
    required: (attempt) => retryWhile(noticing, attempt, signal, deadline).finally(arrived.resolve),
    async optional(attempt) {
      try {
        return await attempt();
      } catch (error) {
        if (!isDenied(error)) throw error;
        await arrived.promise;
        // The services learn of a new role one after another.
        if (roleIsNew) await sleep(PAUSE, undefined, { signal }).catch(() => Promise.reject(error));
        return attempt();
      }
    },
  };
}
