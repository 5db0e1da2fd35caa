import { setTimeout as sleep } from 'node:timers/promises';
import { callGitLab, type GitLabAddress } from '../../gitlab/call.ts';
import type { Answer, ExchangeError } from '../../https/exchange.ts';
import { mayPass } from '../../https/failure.ts';

const MOST_TRIES = 3;
const PAUSE = 1_000;
const ONE_TRY = 8_000;

/** Makes a call without any credential, again when what went wrong may pass. */
export async function askGitLab(
  address: GitLabAddress,
  method: 'GET' | 'POST',
  path: string,
): Promise<Answer | ExchangeError> {
  const call = { method, path, ...(method === 'POST' && { body: {} }) };
  for (let tries = 1; ; tries++) {
    const result = await callGitLab(call, address, ONE_TRY);
    const isPassing = result instanceof Error ? mayPass(result.code) : isBusy(result);
    if (!isPassing || tries === MOST_TRIES || address.signal.aborted) return result;
    await sleep(PAUSE, undefined, { signal: address.signal }).catch(() => undefined);
  }
}

export const isBusy = ({ status }: Answer) => status === 429 || status >= 500;
