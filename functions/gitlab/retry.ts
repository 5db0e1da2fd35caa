import type { ExchangeError, HttpResponse } from '../https/exchange.ts';
import { mayPass } from '../https/failure.ts';

const MOST_TRIES = 5;
/** GitLab asks for a minute while it migrates its database. */
const LONGEST_WAIT = 60_000;

/**
 * How long to wait before the same call is made again, in milliseconds; undefined when it must not be.
 * A call that is not safe to repeat is repeated only when GitLab cannot have acted on it: no byte was sent, or
 * it was turned away by the rate limit (429) or by maintenance (503).
 */
export function waitBeforeRetry(
  result: HttpResponse | ExchangeError,
  repeatable: boolean,
  tries: number,
  random: number,
): number | undefined {
  if (tries >= MOST_TRIES) return undefined;
  const backoff = Math.min(500 * 2 ** (tries - 1), 8_000) * (0.5 + random / 2);
  if (result instanceof Error) {
    return mayPass(result.code) && (repeatable || !result.sent) ? backoff : undefined;
  }
  const { status } = result;
  if (status === 429 || status === 503) return retryAfter(result.retryAfter, backoff);
  return repeatable && status >= 500 ? backoff : undefined;
}

/** GitLab's wish in seconds; a date, garbage or a negative number falls back; longer than is sensible ends the tries. */
function retryAfter(header: string | undefined, backoff: number): number | undefined {
  if (!header || !/^\d{1,9}$/.test(header.trim())) return backoff;
  const wanted = Number(header) * 1000;
  return wanted <= LONGEST_WAIT ? Math.max(wanted, backoff) : undefined;
}
