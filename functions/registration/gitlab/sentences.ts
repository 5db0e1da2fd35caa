import type { ExchangeError, HttpResponse } from '../../https/exchange.ts';
import { type Failure, failureOf } from '../../https/failure.ts';
import { parseObject, redirectTarget } from '../../https/read-response.ts';
import { type Said, type Sentence, type Sentences, say } from '../../sentence.ts';

const BEHIND_FIREWALL =
  'A GitLab behind a firewall: set [FunctionSubnetIds](network.md#a-gitlab-with-private-addresses).';

/** Why GitLab refused, by its status; {said} is its own words. */
export const REFUSALS = {
  400: {
    message: "GitLab does not accept the request (400{said}): see RunnerScope and the runner's settings.",
    advice:
      'With *Missing/invalid project* or *group* the number in `RunnerScope` is wrong: GitLab shows it under *Actions > Copy project ID* or *Copy group ID*. With *Maximum number … exceeded* delete runners that are no longer used: the limit is 50 for a project or group on GitLab.com Free, and 1,000 elsewhere.',
  },
  401: {
    message: 'GitLab does not accept the credential (401{said}): it is wrong, expired or revoked.',
    advice: 'Give a living one as `GitLabToken`, or store it in `GitLabTokenSource`.',
  },
  403: {
    message:
      'GitLab refuses the credential (403{said}): it is invalid, or lacks the right scope or role. An access token needs the scopes create_runner and manage_runner.',
    advice:
      'The token’s user must be an owner of the group, a maintainer or owner of the project, or an administrator for `instance`. An administrator may also have switched this kind of runner off.',
  },
  404: {
    message:
      "{host} does not know GitLab's runner API or this object (404{said}): check GitLabUrl, its path included, and RunnerScope.",
    advice:
      '`RunnerScope` takes the number that GitLab shows, not the path. On an edit: the runner was removed in GitLab. Delete its parameter, which the output `RunnerTokenParameter` names, and update again: a new one is registered.',
  },
  410: {
    message:
      'Registration tokens are switched off in this GitLab (410). They can be allowed under Settings > CI/CD > Runners of the group, or Admin > Settings > CI/CD for the instance; an access token (glpat-) or a runner token (glrt-) works instead, and will be needed from GitLab 20.0.',
    advice: 'See [from a registration token](migration.md#from-a-registration-token).',
  },
  429: {
    message:
      'GitLab limits the rate of requests (429{said}) for longer than can be waited for: try again later.',
    advice: 'Up to a minute is waited.',
  },
  redirect: {
    message:
      '{host} redirects to {target}: give that address as GitLabUrl. A credential is never sent along.',
    advice: 'Often a renamed host, or a login page before GitLab.',
  },
  other: { message: 'GitLab answered {status}{said}.', advice: 'See that GitLab is well, then try again.' },
} as const satisfies Sentences;

/** Why there was no answer, and what to look at. */
export const UNREACHABLE = {
  'other-name': {
    message: 'The certificate of {host} is for another host name: check GitLabUrl.',
    advice: 'Or correct the certificate on the GitLab server.',
  },
  expired: { message: 'The certificate of {host} has expired: renew it on the GitLab server.' },
  untrusted: {
    message:
      'The certificate of {host} is not trusted ({code}): if GitLab uses a private authority, give its certificate as GitLabCaCertificate.',
    advice: 'With `UNABLE_TO_VERIFY_LEAF_SIGNATURE` the server does not send its whole chain.',
  },
  'unknown-name': {
    message: 'The host name {host} does not exist in public DNS: check GitLabUrl.',
    advice:
      'A name of your network only: set [FunctionSubnetIds](network.md#a-gitlab-with-private-addresses).',
  },
  'too-large': {
    message: "{host} answered more than 1 MiB: it does not look like GitLab's API.",
    advice: 'Check `GitLabUrl`.',
  },
  silent: {
    message: '{host} did not answer in time: is it reachable from AWS?',
    advice: BEHIND_FIREWALL,
  },
  unreachable: {
    message: '{host} could not be reached ({code}): is it up and reachable from AWS?',
    advice: BEHIND_FIREWALL,
  },
} as const satisfies Readonly<Record<Failure, Sentence>>;

/** Answers that are none. */
export const NO_ANSWERS = {
  noToken: {
    message: 'GitLab answered without a usable runner token: is GitLabUrl really a GitLab?',
    advice: 'Something else answered in JSON, such as a proxy.',
  },
  cutShort: {
    message: 'The answer of GitLab was cut short or is not what its API answers.',
    advice: 'Look at what stands between AWS and GitLab, then try again.',
  },
  notItsApi: {
    message: "GitLabUrl does not lead to GitLab's API: it answered {status} {type}.",
    advice: 'A login page or a proxy’s page: correct `GitLabUrl`, its path included.',
  },
} as const satisfies Sentences;

/** The sentence for a call without an answer. */
export function unreachableSentence({ code }: ExchangeError, host: string): Said {
  return say(UNREACHABLE[failureOf(code)], { host, code });
}

/** The sentence for a refusal, with GitLab's own words where they are JSON. */
export function refusedSentence(answer: HttpResponse, host: string): Said {
  const { status, contentType } = answer;
  const said = gitLabMessage(answer);
  if (isKnown(status)) return say(REFUSALS[status], { host, said });
  if (status >= 300 && status < 400) return say(REFUSALS.redirect, { host, target: redirectTarget(answer) });
  return say(REFUSALS.other, { status, said: said || ` ${contentType}` });
}

const isKnown = (status: number): status is 400 | 401 | 403 | 404 | 410 | 429 => status in REFUSALS;

/**
 * The three JSON error forms of GitLab: a `message` string, a `message` object of arrays, an `error` with or
 * without `error_description`. Text and HTML are not quoted: they say nothing and may be anyone's.
 * https://gitlab.com/gitlab-org/gitlab/-/blob/master/lib/api/helpers.rb
 */
function gitLabMessage(answer: HttpResponse): string {
  const parsed = parseObject(answer);
  if (!parsed) return ` ${answer.contentType}`;
  const { message, error, error_description: description } = parsed;
  const texts =
    message && typeof message === 'object'
      ? Object.entries(message).map(
          ([field, reasons]) => `${field} ${[reasons].flat().filter(isText).join(', ')}`,
        )
      : [message, error, description].filter(isText);
  const line = texts.join('; ').replace(/[^\x20-\x7e]+/g, ' ');
  // Cut between words: half of a repeated token would not be recognised as one and taken out.
  const short = line.length > 300 ? line.slice(0, 300).replace(/\S*$/, '...') : line;
  return short ? `: ${short}` : '';
}

const isText = (said: unknown) => typeof said === 'string';
