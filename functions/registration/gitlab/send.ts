import { callGitLab, type GitLabAddress, type GitLabCall } from '../../gitlab/call.ts';
import { waitBeforeRetry } from '../../gitlab/retry.ts';
import type { ExchangeError, HttpResponse } from '../../https/exchange.ts';
import { parseObject } from '../../https/read-response.ts';
import { say } from '../../sentence.ts';
import { retry } from '../../shared/retry.ts';
import type { Clock } from '../ports.ts';
import { GitLabError } from './error.ts';
import { NO_ANSWERS, refusedSentence, unreachableSentence } from './sentences.ts';

export interface Call extends GitLabCall {
  /** Whether making the call twice does no more than making it once. */
  readonly repeatable: boolean;
}

const ONE_TRY = 10_000;

/** Makes a call, again where that is safe, and returns GitLab's JSON (undefined for an empty answer). */
export async function send(call: Call, address: GitLabAddress, clock: Clock): Promise<unknown> {
  const result = await retry(
    () => callGitLab(call, address, ONE_TRY),
    (outcome, tries) =>
      isDone(outcome) ? undefined : waitBeforeRetry(outcome, call.repeatable, tries, Math.random()),
    address.signal,
    clock.sleep,
  );
  if (isDone(result)) return read(result);
  throw explain(result, new URL(address.url).host);
}

const isDone = (result: HttpResponse | ExchangeError): result is HttpResponse =>
  !(result instanceof Error) && result.status >= 200 && result.status < 300;

function explain(result: HttpResponse | ExchangeError, host: string): GitLabError {
  if (result instanceof Error)
    return new GitLabError(unreachableSentence(result, host), result.sent ? 'unknown' : 'unreachable');
  const { status } = result;
  const outcome = status === 503 ? 'unreachable' : status >= 500 ? 'unknown' : 'refused';
  return new GitLabError(refusedSentence(result, host), outcome, status);
}

/**
 * GitLab's JSON. A page in its place, of a login or of a proxy, says nothing of what became of the request: not even
 * a DELETE counts as done.
 */
function read(answer: HttpResponse): unknown {
  const { status, contentType, body } = answer;
  if (status === 204 || body === '') return undefined;
  const fault = /json/.test(contentType)
    ? say(NO_ANSWERS.cutShort)
    : say(NO_ANSWERS.notItsApi, { status, type: contentType });
  const parsed = /json/.test(contentType) ? parseObject(answer) : undefined;
  if (!parsed) throw new GitLabError(fault, 'unknown', status);
  return parsed;
}
