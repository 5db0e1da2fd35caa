import { callGitLab, type GitLabAddress, type GitLabCall } from '../../gitlab/call.ts';
import { waitBeforeRetry } from '../../gitlab/retry.ts';
import { type Verdict, verdictOn } from '../../gitlab/verdict.ts';
import type { ExchangeError, HttpResponse } from '../../https/exchange.ts';
import { parseObject } from '../../https/read-response.ts';
import { say } from '../../sentence.ts';
import { retry } from '../../shared/retry.ts';
import type { Clock } from '../ports.ts';
import { GitLabError, type Outcome } from './error.ts';
import { refusedSentence, unreachableSentence } from './explain.ts';
import { NO_RESPONSES, REFUSALS } from './sentences.ts';

export interface Call extends GitLabCall {
  /** Whether making the call twice does no more than making it once. */
  readonly repeatable: boolean;
}

const ONE_TRY = 10_000;

/** Makes a call, again where that is safe, and returns GitLab's JSON (undefined for an empty response). */
export async function send(call: Call, address: GitLabAddress, clock: Clock): Promise<unknown> {
  const result = await retry(
    () => callGitLab(call, address, ONE_TRY),
    (outcome, tries) =>
      isDone(outcome) ? undefined : waitBeforeRetry(outcome, call.repeatable, tries, Math.random()),
    address.signal,
    clock.sleep,
  );
  const { host } = new URL(address.url);
  if (isDone(result)) return read(result, host);
  throw explain(result, call, host);
}

const isDone = (result: HttpResponse | ExchangeError): result is HttpResponse =>
  !(result instanceof Error) && result.status >= 200 && result.status < 300;

function explain(result: HttpResponse | ExchangeError, call: Call, host: string): GitLabError {
  if (result instanceof Error)
    return new GitLabError(unreachableSentence(result, host), result.sent ? 'unknown' : 'unreachable');
  const outcome = outcomeOf(verdictOn(result), result);
  const sentence = refusedSentence(result, host, call.accessToken !== undefined);
  return new GitLabError(sentence, outcome, outcome === 'refused' ? result.status : 0);
}

/** Only GitLab's own no is a refusal; what turned the request away before it was carried out is none. */
function outcomeOf(verdict: Verdict, { status }: HttpResponse): Outcome {
  if (verdict === 'refused') return 'refused';
  return verdict === 'failed' && status !== 503 ? 'unknown' : 'unreachable';
}

/**
 * GitLab's JSON. A page in its place, of a login or of a proxy, says nothing of what became of the request: not even
 * a DELETE counts as done.
 */
function read(response: HttpResponse, host: string): unknown {
  const { status, contentType, body } = response;
  if (status === 204 || body === '') return undefined;
  const isJson = /json/.test(contentType);
  const parsed = isJson ? parseObject(response) : undefined;
  if (parsed) return parsed;
  throw new GitLabError(
    isJson ? say(NO_RESPONSES.cutShort) : say(REFUSALS.page, { host, response: `${status} ${contentType}` }),
    'unknown',
  );
}
