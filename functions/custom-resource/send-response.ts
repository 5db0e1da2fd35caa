import { ExchangeError, exchange, type HttpResponse } from '../https/exchange.ts';
import { say } from '../sentence.ts';
import { retry } from '../shared/retry.ts';
import { UNDELIVERABLE } from './sentences.ts';

/** CloudFormation did not take the response. */
export class DeliveryError extends Error {
  override name = 'DeliveryError';
}

const ONE_TRY = 5_000;
const MOST_TRIES = 5;
const FIRST_PAUSE = 500;

/**
 * PUTs the response, again on 5xx, resets and hangs; a 4xx is final, since an expired URL stays expired.
 * The content type is empty because the URL was presigned with none. Throws a DeliveryError that names
 * neither the URL's query, which is its signature, nor the response.
 */
export async function sendResponse(url: URL, body: string, signal: AbortSignal): Promise<void> {
  const pauseAfter = (result: HttpResponse | ExchangeError, tries: number) => {
    const isFinal = !(result instanceof Error) && result.status < 500;
    return isFinal || tries === MOST_TRIES
      ? undefined
      : FIRST_PAUSE * 2 ** (tries - 1) * (0.5 + Math.random() / 2);
  };
  const result = await retry(() => put(url, body, signal), pauseAfter, signal);
  if (!(result instanceof Error) && result.status < 300) return;
  const reason = result instanceof Error ? result.code : result.status;
  throw new DeliveryError(say(UNDELIVERABLE.notTaken, { reason, host: url.host }));
}

async function put(url: URL, body: string, signal: AbortSignal): Promise<HttpResponse | ExchangeError> {
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
