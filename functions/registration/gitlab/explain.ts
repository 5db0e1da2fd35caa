import { verdictOn } from '../../gitlab/verdict.ts';
import { wordsOf } from '../../gitlab/words.ts';
import type { ExchangeError, HttpResponse } from '../../https/exchange.ts';
import { failureOf } from '../../https/failure.ts';
import { redirectTarget } from '../../https/read-response.ts';
import { type Said, say } from '../../sentence.ts';
import { REFUSALS, UNREACHABLE } from './sentences.ts';

/** The sentence for a call without a response. */
export function unreachableSentence({ code }: ExchangeError, host: string): Said {
  return say(UNREACHABLE[failureOf(code)], { host, code });
}

/** The sentence for a response that is no success, with GitLab's own words where they are its. */
export function refusedSentence(response: HttpResponse, host: string, byAccessToken: boolean): Said {
  const { status, contentType } = response;
  const words = wordsOf(response);
  const said = words ? `: ${words}` : ` ${contentType}`;
  switch (verdictOn(response)) {
    case 'redirect':
      return say(REFUSALS.redirect, { host, target: redirectTarget(response) });
    case 'rate-limit':
      return say(REFUSALS[429], { said });
    case 'read-only':
      return say(REFUSALS.readOnly, { status, said });
    case 'foreign':
      return say(status === 404 ? REFUSALS.noApi : REFUSALS.page, {
        host,
        response: `${status} ${contentType}`,
      });
    case 'not-found':
      return say(REFUSALS.notFound, { said });
    case 'failed':
      return say(REFUSALS.other, { status, said });
    case 'refused':
      return refusal(status, said, byAccessToken);
  }
}

function refusal(status: number, said: string, byAccessToken: boolean): Said {
  if (status === 403 && !byAccessToken) return say(REFUSALS.token, { said });
  if (status === 403 && /fine-grained/.test(said)) return say(REFUSALS.fineGrained, { said });
  if (status === 410) return say(REFUSALS[410]);
  return isKnown(status) ? say(REFUSALS[status], { said }) : say(REFUSALS.other, { status, said });
}

const isKnown = (status: number): status is 400 | 401 | 403 | 404 => status in REFUSALS;
