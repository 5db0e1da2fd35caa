import { describe, expect, test } from 'vitest';
import { ExchangeError, type HttpResponse } from '../../functions/https/exchange.ts';
import { refusedSentence, unreachableSentence } from '../../functions/registration/gitlab/explain.ts';

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
    true,
  );

test.each([
  ['CERT_HAS_EXPIRED', 'The certificate of h has expired: renew it on the GitLab server.'],
  [
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'The certificate of h is for another host name: check GitLabUrl, or correct the certificate on the GitLab server.',
  ],
  [
    'ERR_TLS_CERT_ALTNAME_MISSING',
    'The certificate of h has its name only in the common name, which GitLab Runner does not read: issue it with a subjectAltName.',
  ],
  ['CERT_NOT_YET_VALID', 'The certificate of h is not valid yet: correct its dates on the GitLab server.'],
  [
    'INVALID_PURPOSE',
    'The certificate of h cannot be used for a server (INVALID_PURPOSE): issue another one on the GitLab server, and see that GitLabCaCertificate is a CA certificate.',
  ],
  [
    'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
    'h speaks no TLS that is accepted here (ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION): switch TLS 1.2 or 1.3 on in front of GitLab, or check GitLabUrl.',
  ],
  [
    'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
    'h asks for a client certificate (ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED), and the stack has none: let it reach GitLab without one, if need be under another URL as GitLabUrl.',
  ],
  [
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'h does not speak TLS (ERR_SSL_WRONG_VERSION_NUMBER): check the port in GitLabUrl.',
  ],
  [
    'ETLSRESET',
    'h closed the connection before TLS was agreed on: see that no firewall before it refuses its name or the address of the function, and check GitLabUrl.',
  ],
  [
    'ERR_SSL_SSL_TLS_ALERT_HANDSHAKE_FAILURE',
    'h and the function agree on no TLS (ERR_SSL_SSL_TLS_ALERT_HANDSHAKE_FAILURE): see the ciphers of the server that GitLabUrl leads to, and whether it asks for a client certificate.',
  ],
  ['HPE_INVALID_CONSTANT', 'h does not speak HTTP (HPE_INVALID_CONSTANT): check the port in GitLabUrl.'],
  ['ENOTFOUND', 'The host name h does not exist in public DNS: check GitLabUrl.'],
  ['ETOOLARGE', "h returned more than 1 MiB: it does not look like GitLab's API."],
  ['ETIMEDOUT', 'h did not respond in time: is it reachable from AWS?'],
  ['ECONNREFUSED', 'h could not be reached (ECONNREFUSED): is it up and reachable from AWS?'],
  ...[
    'SELF_SIGNED_CERT_IN_CHAIN',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'INVALID_ISSUER',
  ].map((code) => [
    code,
    `The certificate of h is not trusted (${code}): if a private CA signed it, give the CA certificate as GitLabCaCertificate, and have the server send its whole chain.`,
  ]),
])('%s is told as: %s', (code, sentence) => {
  expect(unreachableSentence(new ExchangeError(code, false), 'h')).toBe(sentence);
});

const TOLD: readonly (readonly [number, string, string])[] = [
  [
    401,
    '401 Unauthorized',
    'GitLab does not accept the credential (401: 401 Unauthorized): it is wrong, expired or revoked.',
  ],
  [
    403,
    '403 Forbidden - said',
    'GitLab refuses the credential (403: 403 Forbidden - said): it is invalid, or lacks the right scope or role. An access token needs the scopes create_runner and manage_runner.',
  ],
  [404, '404 Runner Not Found', 'GitLab does not know the runner any more (404: 404 Runner Not Found).'],
  [404, '404 Not found', 'GitLab does not know the runner any more (404: 404 Not found).'],
  ...['404 Group Not Found', '404 Project Not Found', '404 Not Found'].map(
    (words) =>
      [
        404,
        words,
        `GitLab does not find what RunnerScope or GitLabUrl names (404: ${words}): the project or group is another, the token may not see it, or GitLab has another path.`,
      ] as const,
  ),
  [
    403,
    'You cannot perform write operations on a read-only instance',
    'GitLab takes no changes for now (403: You cannot perform write operations on a read-only instance): try again when its maintenance has ended, or give the URL of the primary site as GitLabUrl.',
  ],
  [
    503,
    'GitLab Maintenance: system is in maintenance mode',
    'GitLab takes no changes for now (503: GitLab Maintenance: system is in maintenance mode): try again when its maintenance has ended, or give the URL of the primary site as GitLabUrl.',
  ],
  [
    429,
    'said',
    'GitLab limits the rate of requests (429: said) for longer than can be waited for: try again later.',
  ],
  ...[302, 399].map(
    (status) =>
      [
        status,
        'said',
        'gitlab.example.com redirects to another address: give that URL as GitLabUrl. A credential is never sent along.',
      ] as const,
  ),
  [400, 'said', "GitLab does not accept the request (400: said): see RunnerScope and the runner's settings."],
  [422, 'Runner is orphaned', 'GitLab returned 422: Runner is orphaned.'],
  [500, 'said', 'GitLab returned 500: said.'],
];

test.each(TOLD)('a %i with %j is told as: %s', (status, message, sentence) => {
  expect(refused(status, { message })).toBe(sentence);
});

test('a fine-grained token is told of permissions, and not of scopes that it cannot have', () => {
  const error_description =
    'Access denied: This operation requires a fine-grained personal access token with the following user permissions: [Runner: Create].';
  const said = refused(403, { error: 'insufficient_granular_scope', error_description });
  expect(said).toContain('a fine-grained one needs Runner: Create for the user');
  expect(said).not.toContain('create_runner');
});

describe("a page, or JSON that is not GitLab's, in the place of an answer", () => {
  const forms: [number, unknown, string][] = [
    [400, '<html>400 No required SSL certificate was sent', 'text/html'],
    [401, '<html>', 'text/html'],
    [403, '<html>Attention Required! | Cloudflare', 'text/html'],
    [403, 'Forbidden', 'text/plain'],
    [403, '', 'no content type'],
    [403, { message: 'Forbidden' }, 'application/json'],
    [401, { message: 'Unauthorized' }, 'application/json'],
    [403, { error: 'Forbidden' }, 'application/json'],
    [401, { error: 'Unauthorized' }, 'application/json'],
    [401, { message: 'Unauthorized', error: 'Unauthorized' }, 'application/json'],
    [403, { title: 'Access denied', status: 403, cloudflare_error: true }, 'application/problem+json'],
    [405, { message: 'Method Not Allowed' }, 'application/json'],
    [422, { message: 'Unprocessable Entity' }, 'application/json'],
    [407, '<html>', 'text/html'],
    [451, '<html>', 'text/html'],
  ];
  test.each(
    forms,
  )('(%i %o) is blamed on neither the credential nor the path', (status, body, contentType) => {
    const said = refused(status, body, { contentType });
    expect(said).toContain(`returned ${status} ${contentType}, which is not of GitLab's API: a firewall`);
    expect(said).not.toMatch(/credential|token|scope|path/);
  });

  test.each([
    ['<html>', 'text/html'],
    [{ message: 'no Route matched with those values' }, 'application/json'],
  ])('(404 %o) may be a wrong path as well', (body, contentType) => {
    expect(refused(404, body, { contentType })).toBe(
      `gitlab.example.com returned 404 ${contentType}: GitLab's API is not there, or something before GitLab hides it. Check GitLabUrl, its path included.`,
    );
  });
});

describe('what GitLab says', () => {
  test.each([
    ['a message', { message: 'one' }, ': one'],
    ['an error', { error: 'one' }, ': one'],
    ['an error with its description', { error: 'one', error_description: 'two' }, ': one; two'],
    ['a message of fields', { message: { tags: ['a', 'b'], base: 'c' } }, ': tags a, b; base c'],
    ['a message of fields, whatever stands beside it', { message: { tags: ['a'] }, error: 'e' }, ': tags a'],
  ])('as %s is passed on', (_, body, said) => {
    expect(refused(500, body)).toBe(`GitLab returned 500${said}.`);
  });

  test('is made one line of ASCII, each gap of it one space', () => {
    expect(refused(500, { message: 'a\n\u0000b é東 c' })).toBe('GitLab returned 500: a b   c.');
  });

  test('is cut between words after 300 characters, and not before', () => {
    expect(refused(500, { message: 'x'.repeat(300) })).toBe(`GitLab returned 500: ${'x'.repeat(300)}.`);
    expect(refused(500, { message: `${'x'.repeat(290)} ${'y'.repeat(20)}` })).toBe(
      `GitLab returned 500: ${'x'.repeat(290)} ....`,
    );
    expect(refused(500, { message: 'word '.repeat(200) })).toBe(
      `GitLab returned 500: ${'word '.repeat(60)}....`,
    );
  });

  test('in HTML or text is not quoted: its type is', () => {
    const type = { contentType: 'text/html' };
    expect(refused(502, '<b>MARKED</b>', type)).toBe('GitLab returned 502 text/html.');
    expect(refused(401, '<b>MARKED</b>', type)).toContain('returned 401 text/html, which');
  });
});

test.each([
  ['https://new.example.com:8443/users/sign_in?token=MARKED', 'https://new.example.com:8443'],
  ['/users/sign_in', 'another address'],
])('a redirect to %s names %s', (location, named) => {
  expect(refused(301, '', { location })).toContain(`redirects to ${named}: give that URL`);
});
