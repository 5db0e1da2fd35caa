import { DescribeParametersCommand } from '@aws-sdk/client-ssm';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Fate } from '../../scripts/local/stand-ins/gitlab/fates.ts';
import { html, json } from '../../scripts/local/stand-ins/gitlab/reply.ts';
import { type RunningStack, startStack } from '../support/lambda/stack.ts';
import { create, expectMarkerNamed, expectNothing, expectOneRunner } from './create.ts';

let stack: RunningStack;
let registration: { GitLabToken: string };
const access = (token: string) => ({ GitLabToken: token, RunnerScope: 'project/7' });

beforeAll(async () => {
  stack = await startStack();
  registration = { GitLabToken: stack.gitLab.registrationToken };
}, 60_000);
afterEach(() => {
  stack.gitLab.meet();
  expect(stack.output()).not.toContain('MARKED');
});
afterAll(() => stack.stop());

test('one request makes one runner, its token goes into a SecureString and not into the answer', async () => {
  const made = await create(stack, {
    ...registration,
    Tags: 'b, a',
    RunUntagged: 'false',
    MaximumTimeout: '600',
  });
  expectOneRunner(made);
  expect(made.runners).toMatchObject([{ tagList: ['a', 'b'], runUntagged: false, maximumTimeout: 600 }]);
  const { PhysicalResourceId: id = '', Data } = made.answer ?? {};
  expect(Data).toMatchObject({ ParameterName: id, ParameterVersion: '2', TokenExpiresAt: 'never' });
  const { Parameters } = await stack.ssm.send(
    new DescribeParametersCommand({ ParameterFilters: [{ Key: 'Name', Values: [id] }] }),
  );
  expect(Parameters).toMatchObject([{ Type: 'SecureString' }]);
});

test('an access token makes one runner, too', async () => {
  const token = stack.gitLab.issueAccessToken(['create_runner', 'manage_runner']);
  expectOneRunner(await create(stack, access(token)));
});

test('a wrong registration token fails at once', async () => {
  const made = await create(stack, { GitLabToken: 'GR1348941MARKED-wrong' });
  expectNothing(made, 'GitLab refuses the token (403: 403 Forbidden - invalid token supplied)');
});

test('where registration tokens are switched off, the reason names what works instead', async () => {
  stack.gitLab.allowRegistrationTokens(false);
  expectNothing(
    await create(stack, registration),
    'an access token (glpat-) or a runner token (glrt-) works',
  );
  stack.gitLab.allowRegistrationTokens(true);
});

test('an access token that GitLab does not know fails at once', async () => {
  expectNothing(await create(stack, access('glpat-MARKED-unknown')), '(401: 401 Unauthorized)');
});

test('an access token without the scope fails at once and is told which it needs', async () => {
  const token = stack.gitLab.issueAccessToken(['manage_runner']);
  expectNothing(await create(stack, access(token)), 'needs the scopes create_runner and manage_runner');
});

test('what GitLab complains about is passed on', async () => {
  const token = stack.gitLab.issueAccessToken(['api']);
  const made = await create(stack, { GitLabToken: token, RunnerScope: 'group/99' });
  expectNothing(
    made,
    'GitLab does not accept the request (400: 400 Bad request - Missing/invalid group): see RunnerScope',
  );
});

test('an access token that has ended fails at once with how', async () => {
  const token = stack.gitLab.issueAccessToken(['api']);
  stack.gitLab.expireAccessToken(token);
  expectNothing(await create(stack, access(token)), '(401: invalid_token; Token is expired.');
});

test('an administrator without the scope of Admin Mode is told what GitLab says', async () => {
  stack.gitLab.set({ adminMode: true });
  const token = stack.gitLab.issueAccessToken(['create_runner', 'manage_runner']);
  const made = await create(stack, { GitLabToken: token, RunnerScope: 'instance' });
  stack.gitLab.set({ adminMode: false });
  expectNothing(made, '(403: 403 Forbidden - Insufficient permissions)');
});

test('a plan that gives no further runner is told as it is', async () => {
  stack.gitLab.set({ mostRunners: 0 });
  const token = stack.gitLab.issueAccessToken(['api']);
  const made = await create(stack, access(token));
  stack.gitLab.set({ mostRunners: Number.POSITIVE_INFINITY });
  expectNothing(made, 'Maximum number of ci registered project runners (0) exceeded): see RunnerScope');
});

test('a fine-grained token without the permission is told which it needs', async () => {
  const token = stack.gitLab.issueAccessToken([], { permissions: ['Runner: Read'] });
  expectNothing(await create(stack, access(token)), 'a fine-grained one needs Runner: Create for the user');
});

test('complaints by field become one line without control characters, cut to fit', async () => {
  const description = ['is\nbad\u0000', 'it is '.repeat(1_000)];
  stack.gitLab.meet(json(400, { message: { description } }));
  const made = await create(stack, registration);
  expectNothing(made, 'GitLab does not accept the request (400: description is bad , it is it is');
  expect(made.reason.length).toBeLessThan(500);
});

test('of a complaint that repeats the token no part is passed on, wherever it is cut', async () => {
  for (let before = 275; before < 300; before += 5) {
    stack.gitLab.meet(json(400, { message: `${'x'.repeat(before)} ${registration.GitLabToken} again` }));
    expectNothing(await create(stack, registration), 'GitLab does not accept the request (400: xxx');
  }
});

test('an address without a GitLab below it fails with a hint at the path', async () => {
  const made = await create(stack, { ...registration, GitLabUrl: `${stack.gitLab.url}/wrong` });
  expectNothing(made, 'Check GitLabUrl, its path included');
});

describe('an answer that is not of the API', () => {
  const forms: [string, Fate, string][] = [
    ['a 502 page of HTML', html(502, 'MARKED page'), 'GitLab returned 502 text/html.'],
    ['a 200 login page', html(200, 'MARKED page'), "returned 200 text/html, which is not of GitLab's API"],
    ['a 201 of HTML', html(201, 'MARKED page'), "returned 201 text/html, which is not of GitLab's API"],
    ['a 201 without a token', json(201, { id: 1 }), 'returned no usable runner token'],
    ['a 201 that is null', json(201, null), 'cut short or is not what its API returns'],
    ['a 201 with an empty token', json(201, { id: 1, token: '' }), 'returned no usable runner token'],
    ['an empty 201', { status: 201, headers: {}, body: '' }, 'returned no usable runner token'],
    ...['\n', '"', '\u0000', "'"].map((character): [string, Fate, string] => [
      `a token with ${JSON.stringify(character)} in it`,
      json(201, { id: 1, token: `glrtr-MARKED${character}MARKED` }),
      'returned no usable runner token',
    ]),
  ];
  test.each(forms)('%s fails, quotes nothing and names the marker', async (_, fate, said) => {
    stack.gitLab.meet(fate);
    expectMarkerNamed(await create(stack, registration), said);
  });
});

test('a login page in answer to a removal is no removal: a note names the runner', async () => {
  const fields = {
    LogicalResourceId: 'Removed',
    ResourceProperties: { GitLabUrl: stack.gitLab.url, ...registration },
  };
  const made = await stack.send(fields);
  stack.gitLab.meet(html(200, 'MARKED page'));
  const removed = { ...fields, RequestType: 'Delete', PhysicalResourceId: made?.PhysicalResourceId } as const;
  expect(await stack.send(removed)).toMatchObject({ Status: 'SUCCESS' });
  expect([...(await stack.parameters('Removed'))]).toEqual([
    [
      `${made?.PhysicalResourceId}/left-behind`,
      expect.stringContaining(
        `Runner ${made?.Data?.RunnerId} at ${stack.gitLab.url} may still be registered`,
      ),
    ],
  ]);
});

describe('a redirect', () => {
  const to = (status: number, location: string) => html(status, '', { location });

  test.each([
    [301, 'http://localhost/api/v4/runners', 'redirects to http://localhost: give that URL as GitLabUrl'],
    [302, 'https://new.example/api/v4/runners?token=MARKED', 'redirects to https://new.example: give that'],
    [308, 'not an address', 'redirects to another address: give'],
  ])('a %i is not followed, and its target is named', async (status, location, said) => {
    stack.gitLab.meet(to(status, location));
    expectNothing(await create(stack, registration), said);
  });

  test('a 307, even to itself, takes the token nowhere', async () => {
    stack.gitLab.meet(to(307, `${stack.gitLab.url}/api/v4/runners`));
    const made = await create(stack, registration);
    expectNothing(made, `redirects to ${stack.gitLab.url}`);
    expect(made.requests).toHaveLength(1);
  });
});

test('each request has the name and the version of this project', async () => {
  const { token } = stack.gitLab.addRunner('to adopt');
  const [made, adopted] = [await create(stack, registration), await create(stack, { GitLabToken: token })];
  const agents = [...made.requests, ...adopted.requests].map(({ headers }) => headers['user-agent']);
  expect(new Set(agents)).toEqual(new Set([expect.stringMatching(/^gitlab-runner-stack\/\d/)]));
  expect(agents).toHaveLength(3);
});

test('two stacks may have one runner token, until GitLab renews it for one of them', async () => {
  const { id, token } = stack.gitLab.addRunner('shared by two');
  const adopt = () => create(stack, { GitLabToken: token });
  expect([(await adopt()).status, (await adopt()).status]).toEqual(['SUCCESS', 'SUCCESS']);
  stack.gitLab.rotateToken(id);
  const third = await adopt();
  expect(third.reason).toContain('it is wrong, has expired or was reset, or its runner was removed');
  expect(third.reason).not.toMatch(/scope|role/);
});

test('no compression is asked for', async () => {
  const { requests } = await create(stack, registration);
  expect(requests.map(({ headers }) => headers['accept-encoding'])).toEqual(['identity']);
});

test('fields of later versions are passed over, and the expiry of the token is answered', async () => {
  const expires = '2030-01-01T00:00:00.000Z';
  stack.gitLab.meet({
    carriedOut: (answer) => {
      const more = { ...JSON.parse(answer.body), token_expires_at: expires, new_field: { deep: [1] } };
      return { ...answer, body: JSON.stringify(more) };
    },
  });
  const made = await create(stack, registration);
  expectOneRunner(made);
  expect(made.answer?.Data?.TokenExpiresAt).toBe(expires);
});
