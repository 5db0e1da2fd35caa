import { describe, expect, test } from 'vitest';
import { waitBeforeRetry } from '../../functions/gitlab/retry.ts';
import { ExchangeError, type HttpResponse } from '../../functions/https/exchange.ts';

const answer = (status: number, retryAfter?: string): HttpResponse => ({
  status,
  contentType: 'application/json',
  retryAfter,
  location: undefined,
  body: '{}',
});
/** Milliseconds before the second try of a call, with the middle of the jitter. */
const wait = (result: HttpResponse | ExchangeError, repeatable = false) =>
  waitBeforeRetry(result, repeatable, 1, 0.5);
const SHORT = 375;

test('pauses double from half a second to eight, and half of each is chance', () => {
  const pauses = (random: number) =>
    [1, 2, 3, 4, 5].map((tries) => waitBeforeRetry(answer(503), false, tries, random));
  expect(pauses(0)).toEqual([250, 500, 1000, 2000, undefined]);
  expect(pauses(1)).toEqual([500, 1000, 2000, 4000, undefined]);
});

describe.each([429, 503])('after %i', (status) => {
  test.each([
    ['an hour', '3600', undefined],
    ['more than a minute', '61', undefined],
    ['a minute, as while GitLab migrates,', '60', 60_000],
    ['two seconds', '2', 2_000],
    ['with spaces around it', ' 2 ', 2_000],
    ['nothing', '0', SHORT],
    ['a negative number', '-5', SHORT],
    ['a fraction', '1.5', SHORT],
    ['more digits than a number has', '9'.repeat(10), SHORT],
    ['a date', 'Tue, 24 Nov 2026 12:00:00 GMT', SHORT],
    ['an empty wish', '', SHORT],
    ['no wish', undefined, SHORT],
  ])('%s is kept to when it can be', (_, retryAfter, expected) => {
    expect(wait(answer(status, retryAfter))).toBe(expected);
  });
});

test('after another failure of GitLab only a call that is safe to repeat is made again', () => {
  const codes = [400, 401, 403, 404, 409, 410, 422, 499, 500, 501, 502, 504, 599];
  expect(codes.filter((status) => wait(answer(status), true) !== undefined)).toEqual([
    500, 501, 502, 504, 599,
  ]);
  expect(codes.filter((status) => wait(answer(status), false) !== undefined)).toEqual([]);
});

describe('without an answer', () => {
  const passing = 'ECONNREFUSED ECONNRESET EPIPE EAI_AGAIN ETIMEDOUT EHOSTUNREACH ENETUNREACH'.split(' ');
  const lasting =
    'ENOTFOUND CERT_HAS_EXPIRED ETOOLARGE ERR_TLS_CERT_ALTNAME_INVALID XECONNRESET ECONNRESETX'.split(' ');
  const again = (sent: boolean, repeatable: boolean) =>
    [...passing, ...lasting].filter((code) => wait(new ExchangeError(code, sent), repeatable) === SHORT);

  test('what passes is tried again when nothing was sent, or when that is safe', () => {
    expect([again(false, false), again(false, true), again(true, true)]).toEqual([passing, passing, passing]);
  });

  test('a call that creates is not made again once it was sent', () => {
    expect(again(true, false)).toEqual([]);
  });
});
