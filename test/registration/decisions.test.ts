import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { waitBeforeRetry } from '../../functions/gitlab/retry.ts';
import { normaliseGitLabUrl } from '../../functions/gitlab/url.ts';
import { ExchangeError, type HttpResponse } from '../../functions/https/exchange.ts';
import { normalisePem } from '../../functions/https/pem.ts';
import { recogniseKind } from '../../functions/registration/credential.ts';
import { refusedSentence, unreachableSentence } from '../../functions/registration/gitlab/explain.ts';
import { parseProperties } from '../../functions/registration/properties.ts';
import { PROPERTIES } from '../support/memory/world.ts';
import { pemForms } from '../support/pem-forms.ts';

const answer = (status: number, extra: Partial<HttpResponse> = {}): HttpResponse => ({
  status,
  contentType: 'application/json',
  retryAfter: undefined,
  location: undefined,
  body: '{}',
  ...extra,
});

test.each([
  ['GR1348941abc', 'registration'],
  ['anything-else', 'registration'],
  ['glpat-abc', 'access'],
  ['glrt-t1_abc', 'runner'],
  ['glrtr-abc.01.xyz', 'runner'],
  ['t3_abc', 'runner'],
])('the credential %s is recognised as a %s token', (token, kind) => {
  expect(recogniseKind(token)).toBe(kind);
});

test.each([
  ['https://gitlab.example.com/', 'https://gitlab.example.com'],
  ['https://GitLab.example.com:8443/sub/path//', 'https://gitlab.example.com:8443/sub/path'],
  ['https://[2001:db8::1]/gitlab', 'https://[2001:db8::1]/gitlab'],
  ['http://gitlab.example.com', undefined],
  ['https://user:word@gitlab.example.com', undefined],
  ['https://gitlab.example.com/?a=b', undefined],
  ['https://gitlab.example.com/#a', undefined],
  ['https://169.254.169.254', undefined],
  ['https://[fe80::1]', undefined],
  ['gitlab', undefined],
])('the address %s becomes %s', (text, url) => {
  expect(normaliseGitLabUrl(text)).toBe(url);
});

describe('parameters', () => {
  test.each([
    [{ GitLabToken: '' }, 'either GitLabToken or GitLabTokenSource'],
    [{ GitLabTokenSource: '/a' }, 'and not both'],
    [{ GitLabToken: '', GitLabTokenSource: '/a' }, 'GitLabTokenKind must say'],
    [{ RunnerScope: '' }, 'an access token needs RunnerScope'],
    [
      { GitLabToken: 'glrt-x', RunnerScope: '', Tags: 'a', Locked: 'true' },
      'set them in GitLab and leave RunnerTags, RunnerLocked at the default',
    ],
    [{ GitLabToken: 'GR1348941x' }, 'RunnerScope is only for access tokens'],
    [{ MaximumTimeout: '599' }, 'at least 600 seconds'],
    [{ Tags: '', RunUntagged: 'false' }, 'needs RunnerTags'],
    [{ GitLabUrl: 'http://gitlab.example.com' }, 'must be an https'],
  ])('%o is refused: %s', (change, sentence) => {
    expect(() => parseProperties({ ...PROPERTIES, ...change })).toThrow(sentence);
  });

  test('the strings false and 0 are false and nothing', () => {
    const { attributes, strict } = parseProperties({
      ...PROPERTIES,
      Locked: 'false',
      MaximumTimeout: '0',
      StrictDeregistration: 'false',
    });
    expect({ ...attributes, strict }).toMatchObject({ locked: false, maximumTimeout: 0, strict: false });
  });

  test('all faults are named at once', () => {
    expect(() => parseProperties({ GitLabUrl: 'x', MaximumTimeout: '1' })).toThrow(
      /https.*GitLabToken.*600/s,
    );
  });
});

test('a certificate gets its lines back, in whatever form it is given', () => {
  const pem = `-----BEGIN CERTIFICATE-----\n${'A'.repeat(64)}\n${'B'.repeat(10)}\n-----END CERTIFICATE-----\n`;
  for (const [how, text] of pemForms(pem)) expect(normalisePem(text), how).toBe(pem);
  expect(normalisePem('/some/parameter')).toBe('/some/parameter');
});

describe('a call is repeated', () => {
  test.each([
    ['after 503, whatever the call', answer(503), false, true],
    ['not after 500, 502 or 504, when it creates', answer(502), false, false],
    ['after 502, when it is safe to repeat', answer(502), true, true],
    ['after 429 with a short Retry-After', answer(429, { retryAfter: '2' }), false, true],
    ['not after 429 with an hour of Retry-After', answer(429, { retryAfter: '3600' }), false, false],
    [
      'after 429 with a date for Retry-After',
      answer(429, { retryAfter: 'Wed, 21 Oct 2026 07:28:00 GMT' }),
      false,
      true,
    ],
    ['after 429 with a negative Retry-After', answer(429, { retryAfter: '-1' }), false, true],
    ['not after 403', answer(403), true, false],
    ['after a refused connection', new ExchangeError('ECONNREFUSED', false), false, true],
    ['not for a host name that does not exist', new ExchangeError('ENOTFOUND', false), true, false],
    ['for a resolver that is busy', new ExchangeError('EAI_AGAIN', false), false, true],
    ['after a reset before a byte was sent', new ExchangeError('ECONNRESET', false), false, true],
    ['not after a reset of a call that creates', new ExchangeError('ECONNRESET', true), false, false],
    ['not with an expired certificate', new ExchangeError('CERT_HAS_EXPIRED', false), true, false],
  ] as const)('%s', (_, result, repeatable, again) => {
    expect(waitBeforeRetry(result, repeatable, 1, 0.5) !== undefined).toBe(again);
    expect(waitBeforeRetry(result, repeatable, 5, 0.5)).toBeUndefined();
  });

  test('after at most a minute, whatever Retry-After says', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 9 }), (retryAfter, tries) => {
        const wait = waitBeforeRetry(answer(429, { retryAfter }), true, tries, 0.5) ?? 0;
        return wait >= 0 && wait <= 60_000;
      }),
    );
  });
});

test.each([
  [
    '410 names what works instead',
    refusedSentence(answer(410, { body: '{"message":"410 Gone"}' }), 'h', false),
    /switched off.*glpat-.*glrt-.*20\.0/,
  ],
  [
    'a message object',
    refusedSentence(answer(400, { body: '{"message":{"tags_list":["can not be empty"]}}' }), 'h', true),
    /tags_list can not be empty/,
  ],
  [
    'an error string',
    refusedSentence(answer(400, { body: '{"error":"token is missing"}' }), 'h', true),
    /token is missing/,
  ],
  [
    'reasons that are no texts are passed over',
    refusedSentence(answer(400, { body: '{"message":{"tag_list":["is bad",{"toString":1},5]}}' }), 'h', true),
    /^GitLab does not accept the request \(400: tag_list is bad\): see RunnerScope/,
  ],
  ['404 hints at the address', refusedSentence(answer(404), 'h', true), /Check GitLabUrl, its path included/],
  [
    'HTML is not quoted',
    refusedSentence(answer(502, { contentType: 'text/html', body: '<b>secret' }), 'h', true),
    /^GitLab returned 502 text\/html\.$/,
  ],
  [
    'a redirect names its target',
    refusedSentence(answer(301, { location: 'https://new.example.com/x?y' }), 'h', true),
    /https:\/\/new\.example\.com: give that URL/,
  ],
  [
    'a private CA',
    unreachableSentence(new ExchangeError('SELF_SIGNED_CERT_IN_CHAIN', false), 'h'),
    /GitLabCaCertificate/,
  ],
  [
    'another host name',
    unreachableSentence(new ExchangeError('ERR_TLS_CERT_ALTNAME_INVALID', false), 'h'),
    /another host name/,
  ],
])('%s', (_, sentence, expected) => {
  expect(sentence).toMatch(expected);
});
