import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../scripts/lib/loopback.ts';
import { migrating, throttled } from '../../scripts/local/stand-ins/gitlab/errors.ts';
import type { Ending, Fate } from '../../scripts/local/stand-ins/gitlab/fates.ts';
import { html, json, type Reply } from '../../scripts/local/stand-ins/gitlab/reply.ts';
import { type RunningStack, startStack } from '../support/lambda/stack.ts';
import { create, expectMarkerNamed, expectNothing, expectOneRunner } from './create.ts';

let stack: RunningStack;
let registration: { GitLabToken: string };
let access: { GitLabToken: string; RunnerScope: string };
/** The function's, for what would otherwise be waited for: two seconds of it are for the work. */
const SHORT = 6_000;

beforeAll(async () => {
  stack = await startStack();
  registration = { GitLabToken: stack.gitLab.registrationToken };
  access = { GitLabToken: stack.gitLab.issueAccessToken(['api']), RunnerScope: 'project/7' };
}, 60_000);
afterEach(() => {
  stack.gitLab.meet();
  expect(stack.output()).not.toContain('MARKED');
});
afterAll(() => stack.stop());

const maintenance: Reply = html(503, 'Deploy in progress');

test('a rate limit of two seconds is waited for, and one runner made', async () => {
  stack.gitLab.meet(throttled('2'));
  const start = Date.now();
  expectOneRunner(await create(stack, registration), 2);
  expect(Date.now() - start).toBeGreaterThan(2_000);
});

test('a rate limit of an hour fails now', async () => {
  stack.gitLab.meet(throttled('3600'));
  const made = await create(stack, registration);
  expectNothing(made, 'limits the rate of requests (429 text/plain) for longer than can be waited for');
});

test('the minute of a migration that does not fit into the time left fails with what GitLab says', async () => {
  stack.gitLab.meet(migrating());
  const made = await create(stack, registration, SHORT);
  expectNothing(made, '(429: Executing database migrations. Please retry later.)');
});

test.each([
  'Tue, 24 Nov 2026 12:00:00 GMT',
  'soon',
  '-5',
  '',
])('the Retry-After %j is replaced by a short pause', async (retryAfter) => {
  stack.gitLab.meet(throttled(retryAfter));
  expectOneRunner(await create(stack, registration), 2);
});

test('maintenance that ends is waited for, and one runner made', async () => {
  stack.gitLab.meet(maintenance);
  expectOneRunner(await create(stack, registration), 2);
});

test('maintenance that does not end fails within the time', async () => {
  stack.gitLab.meet(...Array<Fate>(9).fill(maintenance));
  const { status, reason, runners, stored } = await create(stack, registration, SHORT);
  expect({ status, reason, runners, stored }).toEqual({
    status: 'FAILED',
    reason: expect.stringMatching(/^GitLab returned 503 text\/html\./),
    runners: [],
    stored: [],
  });
});

describe('an answer that was lost on its way', () => {
  const instead =
    (answer: Reply): Ending =>
    () =>
      answer;
  const endings: [string, Ending][] = [
    ['as a 500', instead(json(500, { message: '500 Internal Server Error' }))],
    ['as a 502', instead(html(502, 'Whoops'))],
    ['as a 504', instead(html(504, 'Timeout'))],
    ['as JSON that ends early', (answer) => ({ ...answer, body: answer.body.slice(0, 20) })],
    ['with a connection that ends early', 'cut'],
    ['with a connection that is reset', 'reset'],
  ];

  test.each(endings)('%s is not asked for again with a registration token', async (_, ending) => {
    stack.gitLab.meet({ carriedOut: ending });
    const made = await create(stack, registration);
    expectMarkerNamed(made, 'Whether a runner was registered is not known');
    expect(made.runners).toHaveLength(1);
  });

  test.each(endings)('%s is looked for with an access token: one runner lives', async (_, ending) => {
    stack.gitLab.meet({ carriedOut: ending });
    expectOneRunner(await create(stack, access), 2);
  });

  test('twice is named, since nobody may know of the second', async () => {
    const late: Fate = { carriedOut: 'reset' };
    stack.gitLab.meet(late, 'normal', 'normal', late);
    const { status, reason, posts } = await create(stack, access);
    expect({ status, posts }).toEqual({ status: 'FAILED', posts: 2 });
    expect(reason).toMatch(/description holds \[stack-/);
  });

  test('to an access token that may not look is named', async () => {
    const token = stack.gitLab.issueAccessToken(['create_runner', 'manage_runner']);
    stack.gitLab.meet({ carriedOut: 'reset' });
    expectMarkerNamed(await create(stack, { ...access, GitLabToken: token }), 'description holds');
  });

  test('is forgotten when the last look for a late runner fails, and the log names the marker', async () => {
    stack.gitLab.meet({ carriedOut: 'reset' }, 'normal', 'normal', 'normal', html(404, ''));
    expectOneRunner(await create(stack, access), 2);
    expect(stack.output()).toMatch(/A runner beside \d+ may have \[stack-/);
  });
});

describe('an answer that does not end', () => {
  test('is stopped at a mebibyte', async () => {
    stack.gitLab.meet('endless');
    const made = await create(stack, registration);
    expectMarkerNamed(made, 'returned more than 1 MiB');
    expect(made.requests[0]?.answered()).toBeLessThan(32 * 1024 * 1024);
  });

  test('because it does not begin is given up after one try, and asked for again where that is safe', async () => {
    const { token, id } = stack.gitLab.addRunner('to adopt');
    stack.gitLab.meet('hang');
    const { status, answer } = await create(stack, { GitLabToken: token });
    expect({ status, id: answer?.Data?.RunnerId }).toEqual({ status: 'SUCCESS', id: String(id) });
  }, 30_000);

  test('because it does not begin is given up when the time is up', async () => {
    stack.gitLab.meet('hang');
    expectMarkerNamed(await create(stack, registration, SHORT), 'did not respond in time');
  });

  test('because a byte comes each second is given up, and its runner is found and removed', async () => {
    stack.gitLab.meet({ carriedOut: 'trickle' });
    expectOneRunner(await create(stack, access), 2);
  }, 30_000);
});

describe('a GitLab that is not there', () => {
  test('because it refuses connections is tried again, and then fails within the time', async () => {
    const GitLabUrl = `https://localhost:${await freePort()}`;
    const made = await create(stack, { ...registration, GitLabUrl }, SHORT);
    expectNothing(made, 'could not be reached (ECONNREFUSED): is it up and reachable from AWS?', 0);
  });

  test('because its name does not exist fails and says so', async () => {
    const made = await create(stack, { ...registration, GitLabUrl: 'https://nowhere.test' });
    expectNothing(made, 'The host name nowhere.test does not exist in public DNS', 0);
  });

  test('because the resolver has no answer yet is tried again', async () => {
    const GitLabUrl = stack.gitLab.url.replace('localhost', 'sometimes.test');
    expectOneRunner(await create(stack, { ...registration, GitLabUrl }));
  });

  test('because the connection is reset before anything was sent is tried again', async () => {
    stack.gitLab.meet('reset before TLS');
    expectOneRunner(await create(stack, registration));
  });
});
