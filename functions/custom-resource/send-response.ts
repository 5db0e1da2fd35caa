import { setTimeout as sleep } from 'node:timers/promises';
import { ExchangeError, exchange, type Answer as HttpAnswer } from '../https/exchange.ts';
import { say } from '../sentence.ts';
import { UNANSWERED } from './sentences.ts';

/** CloudFormation did not take the answer. */
export class DeliveryError extends Error {
  override name = 'DeliveryError';
}

const ONE_TRY = 5_000;
const MOST_TRIES = 5;
const FIRST_PAUSE = 500;

/**
 * PUTs the answer, again on 5xx, resets and hangs; a 4xx is final, since an expired address stays expired.
 * The content type is empty because the address was signed with none. Throws a DeliveryError that names
 * neither the address's query, which is its key, nor the answer.
 */
export async function deliver(url: URL, body: string, signal: AbortSignal): Promise<void> {
  let last = '';
  for (let tries = 1; tries <= MOST_TRIES && !signal.aborted; tries++) {
    const result = await put(url, body, signal);
    if (!(result instanceof Error) && result.status < 300) return;
    last = result instanceof Error ? result.code : String(result.status);
    if (!(result instanceof Error) && result.status < 500) break;
    const pause = FIRST_PAUSE * 2 ** (tries - 1) * (0.5 + Math.random() / 2);
    if (tries < MOST_TRIES) await sleep(pause, undefined, { signal }).catch(() => undefined);
  }
  throw new DeliveryError(say(UNANSWERED.notTaken, { reason: last, host: url.host }));
}

async function put(url: URL, body: string, signal: AbortSignal): Promise<HttpAnswer | ExchangeError> {
  try {
    return await exchange({
      url: url.href,
      method: 'PUT',
      headers: { 'content-type': '' },
      body,
      timeout: ONE_TRY,
      signal,
    });
  } catch (error) {
    if (error instanceof ExchangeError) return error;
    throw error;
  }
}
