import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, ExchangeError, exchange } from '../https/exchange.ts';

export interface GitLabAddress {
  readonly url: string;
  /** PEM of a private authority, or empty. */
  readonly authority: string;
  readonly signal: AbortSignal;
}

const MOST_TRIES = 3;
const PAUSE = 1_000;
const ONE_TRY = 8_000;

const PASSING = /^(EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|EPIPE|ETIMEDOUT)$/;

/** Makes a call without any credential, again when what went wrong may pass. */
export async function askGitLab(
  { url, authority, signal }: GitLabAddress,
  method: 'GET' | 'POST',
  path: string,
): Promise<Answer | ExchangeError> {
  for (let tries = 1; ; tries++) {
    const result = await exchange({
      // Joined, not resolved: `new URL('/api/v4', base)` would drop a relative URL root.
      url: `${url}/api/v4${path}`,
      method,
      headers: {
        accept: 'application/json',
        'accept-encoding': 'identity',
        'content-type': 'application/json',
      },
      body: method === 'POST' ? '{}' : '',
      authority,
      timeout: ONE_TRY,
      signal,
    }).catch((error: unknown) => {
      if (error instanceof ExchangeError) return error;
      throw error;
    });
    const mayPass = result instanceof Error ? PASSING.test(result.code) : isBusy(result);
    if (!mayPass || tries === MOST_TRIES || signal.aborted) return result;
    await sleep(PAUSE, undefined, { signal }).catch(() => undefined);
  }
}

export const isBusy = ({ status }: Answer) => status === 429 || status >= 500;
