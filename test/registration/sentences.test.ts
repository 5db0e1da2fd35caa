import { describe, expect, test } from 'vitest';
import { ExchangeError, type HttpResponse } from '../../functions/https/exchange.ts';
import { refusedSentence, unreachableSentence } from '../../functions/registration/gitlab/sentences.ts';

const refused = (status: number, body: unknown, extra: Partial<HttpResponse> = {}) =>
  refusedSentence(
    {
      status,
      contentType: 'application/json',
      retryAfter: undefined,
      location: undefined,
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...extra,
    },
    'gitlab.example.com',
  );

test.each([
  ['CERT_HAS_EXPIRED', 'The certificate of h has expired: renew it on the GitLab server.'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'The certificate of h is for another host name: check GitLabUrl.'],
  ['ENOTFOUND', 'The host name h does not exist in public DNS: check GitLabUrl.'],
  ['ETOOLARGE', "h answered more than 1 MiB: it does not look like GitLab's API."],
  ['ETIMEDOUT', 'h did not answer in time: is it reachable from AWS?'],
  ['ECONNREFUSED', 'h could not be reached (ECONNREFUSED): is it up and reachable from AWS?'],
  ...[
    'SELF_SIGNED_CERT_IN_CHAIN',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'ERR_TLS_HANDSHAKE_TIMEOUT',
    'INVALID_ISSUER',
  ].map((code) => [
    code,
    `The certificate of h is not trusted (${code}): if GitLab uses a private authority, give its certificate as GitLabCaCertificate.`,
  ]),
])('%s is told as: %s', (code, sentence) => {
  expect(unreachableSentence(new ExchangeError(code, false), 'h')).toBe(sentence);
});

test.each([
  [401, 'GitLab does not accept the credential (401: said): it is wrong, expired or revoked.'],
  [
    403,
    'GitLab refuses the credential (403: said): it is invalid, or lacks the right scope or role. An access token needs the scopes create_runner and manage_runner.',
  ],
  [
    404,
    "gitlab.example.com does not know GitLab's runner API or this object (404: said): check GitLabUrl, its path included, and RunnerScope.",
  ],
  [429, 'GitLab limits the rate of requests (429: said) for longer than can be waited for: try again later.'],
  [
    302,
    'gitlab.example.com redirects to another address: give that address as GitLabUrl. A credential is never sent along.',
  ],
  [
    399,
    'gitlab.example.com redirects to another address: give that address as GitLabUrl. A credential is never sent along.',
  ],
  [400, "GitLab does not accept the request (400: said): see RunnerScope and the runner's settings."],
  [422, 'GitLab answered 422: said.'],
  [500, 'GitLab answered 500: said.'],
])('a %i is told as: %s', (status, sentence) => {
  expect(refused(status, { message: 'said' })).toBe(sentence);
});

describe('what GitLab says', () => {
  test.each([
    ['a message', { message: 'one' }, ': one'],
    ['an error', { error: 'one' }, ': one'],
    ['an error with its description', { error: 'one', error_description: 'two' }, ': one; two'],
    ['a message of fields', { message: { tags: ['a', 'b'], base: 'c' } }, ': tags a, b; base c'],
    ['a message of fields, whatever stands beside it', { message: { tags: ['a'] }, error: 'e' }, ': tags a'],
    ['nothing', {}, ' application/json'],
    ['nothing but null', { message: null }, ' application/json'],
    ['a number', { message: 5, error: 6 }, ' application/json'],
    ['no object', '"text"', ' application/json'],
    ['no JSON', '{', ' application/json'],
  ])('as %s is passed on', (_, body, said) => {
    expect(refused(422, body)).toBe(`GitLab answered 422${said}.`);
  });

  test('is made one line of ASCII, each gap of it one space', () => {
    expect(refused(422, { message: 'a\n\u0000b é東 c' })).toBe('GitLab answered 422: a b   c.');
  });

  test('is cut between words after 300 characters, and not before', () => {
    expect(refused(422, { message: 'x'.repeat(300) })).toBe(`GitLab answered 422: ${'x'.repeat(300)}.`);
    expect(refused(422, { message: `${'x'.repeat(290)} ${'y'.repeat(20)}` })).toBe(
      `GitLab answered 422: ${'x'.repeat(290)} ....`,
    );
    expect(refused(422, { message: 'word '.repeat(200) })).toBe(
      `GitLab answered 422: ${'word '.repeat(60)}....`,
    );
  });

  test('in HTML or text is not quoted: its type is', () => {
    const type = { contentType: 'text/html' };
    expect(refused(502, '<b>MARKED</b>', type)).toBe('GitLab answered 502 text/html.');
    expect(refused(401, '<b>MARKED</b>', type)).toContain('(401 text/html)');
  });
});

test.each([
  ['https://new.example.com:8443/users/sign_in?token=MARKED', 'https://new.example.com:8443'],
  ['/users/sign_in', 'another address'],
])('a redirect to %s names %s', (location, named) => {
  expect(refused(301, '', { location })).toContain(`redirects to ${named}: give that address`);
});
