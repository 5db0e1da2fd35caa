import type { Answer, ExchangeError } from '../../https/exchange.ts';
import { failureOf } from '../../https/failure.ts';
import { parseObject, redirectTarget } from '../../https/read-answer.ts';

/** Why there was no answer, and what to look at. */
export function unreachableSentence({ code }: ExchangeError, host: string): string {
  switch (failureOf(code)) {
    case 'other-name':
      return `The certificate of ${host} is for another host name: check GitLabUrl.`;
    case 'expired':
      return `The certificate of ${host} has expired: renew it on the GitLab server.`;
    case 'untrusted':
      return `The certificate of ${host} is not trusted (${code}): if GitLab uses a private authority, give its certificate as GitLabCaCertificate.`;
    case 'unknown-name':
      return `The host name ${host} does not exist in public DNS: check GitLabUrl.`;
    case 'too-large':
      return `${host} answered more than 1 MiB: it does not look like GitLab's API.`;
    case 'silent':
      return `${host} did not answer in time: is it reachable from AWS?`;
    case 'unreachable':
      return `${host} could not be reached (${code}): is it up and reachable from AWS?`;
  }
}

/** Why GitLab refused, and what to do; with GitLab's own words where they are JSON. */
export function refusedSentence(answer: Answer, host: string): string {
  const said = gitLabMessage(answer);
  switch (answer.status) {
    case 401:
      return `GitLab does not accept the credential (401${said}): it is wrong, expired or revoked.`;
    case 403:
      return `GitLab refuses the credential (403${said}): it is invalid, or lacks the right scope or role. An access token needs the scopes create_runner and manage_runner.`;
    case 404:
      return `${host} does not know GitLab's runner API or this object (404${said}): check GitLabUrl, its path included, and RunnerScope.`;
    case 410:
      return 'Registration tokens are switched off in this GitLab (410). They can be allowed under Settings > CI/CD > Runners of the group, or Admin > Settings > CI/CD for the instance; an access token (glpat-) or a runner token (glrt-) works instead, and will be needed from GitLab 20.0.';
    case 429:
      return `GitLab limits the rate of requests (429${said}) for longer than can be waited for: try again later.`;
  }
  if (answer.status >= 300 && answer.status < 400)
    return `${host} redirects to ${redirectTarget(answer)}: give that address as GitLabUrl. A credential is never sent along.`;
  return `GitLab answered ${answer.status}${said || ` ${answer.contentType}`}.`;
}

/**
 * The three JSON error forms of GitLab: a `message` string, a `message` object of arrays, an `error` with or
 * without `error_description`. Text and HTML are not quoted: they say nothing and may be anyone's.
 * https://gitlab.com/gitlab-org/gitlab/-/blob/master/lib/api/helpers.rb
 */
function gitLabMessage(answer: Answer): string {
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
