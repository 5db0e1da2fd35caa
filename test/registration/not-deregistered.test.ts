import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { migrating, notFoundAtAll, throttled } from '../../scripts/local/stand-ins/gitlab/errors.ts';
import type { Fate } from '../../scripts/local/stand-ins/gitlab/fates.ts';
import { html, json } from '../../scripts/local/stand-ins/gitlab/reply.ts';
import { USUAL } from '../../scripts/local/stand-ins/gitlab/settings.ts';
import { type RunningStack, startStack } from '../support/lambda/stack.ts';

let stack: RunningStack;
let made = 0;

beforeAll(async () => {
  stack = await startStack();
}, 60_000);
afterEach(() => {
  stack.gitLab.meet();
  stack.gitLab.set(USUAL);
  expect(stack.output()).not.toContain('MARKED');
});
afterAll(() => stack.stop());

/** Registers a runner, and deletes the resource in a GitLab that has changed in between. */
async function deleted(change: () => void, properties: Readonly<Record<string, string>> = {}) {
  const LogicalResourceId = `Deleted${++made}`;
  const ResourceProperties = {
    GitLabUrl: stack.gitLab.url,
    GitLabToken: stack.gitLab.registrationToken,
    ...properties,
  };
  const fields = { LogicalResourceId, ResourceProperties };
  const { PhysicalResourceId = '', Data } = (await stack.send(fields)) ?? {};
  change();
  const answer = await stack.send({ ...fields, RequestType: 'Delete', PhysicalResourceId });
  const stored = await stack.parameters(LogicalResourceId);
  return {
    status: answer?.Status,
    reason: answer?.Reason ?? '',
    isThere: stack.gitLab.runners.has(Number(Data?.RunnerId)),
    note: stored.get(`${PhysicalResourceId}/left-behind`) ?? '',
    isStored: stored.has(PhysicalResourceId),
  };
}

const always =
  (fate: Fate): (() => void) =>
  () =>
    stack.gitLab.meet(...Array<Fate>(9).fill(fate));

/** What API gateways, proxies and firewalls say without a byte of GitLab's. */
const GATEWAYS = [401, 404, 405, 407, 408, 409, 410, 412, 413, 415, 422, 425, 451];

const NO_REFUSALS: readonly [string, () => void, string][] = [
  ['limits the rate for an hour', always(throttled('3600')), 'limits the rate of requests (429'],
  ['migrates its database for long', always(migrating('3600')), 'Executing database migrations'],
  ['is read-only', () => stack.gitLab.set({ writes: 'read-only' }), 'GitLab takes no changes for now (403'],
  [
    'is in maintenance',
    () => stack.gitLab.set({ writes: 'maintenance' }),
    'GitLab takes no changes for now (503',
  ],
  [
    'is behind a firewall with a page of its own',
    always(html(403, 'Blocked')),
    'returned 403 text/html, which is not',
  ],
  [
    'is behind a gateway that answers in JSON',
    always(json(403, { message: 'Forbidden' })),
    'returned 403 application/json',
  ],
  [
    'is behind a gateway that answers with an error alone',
    always(json(403, { error: 'Forbidden' })),
    'returned 403 application/json',
  ],
  ...GATEWAYS.map((status): (typeof NO_REFUSALS)[number] => [
    `is behind a gateway that answers ${status} in JSON`,
    always(json(status, { message: 'Not here' })),
    `returned ${status} application/json`,
  ]),
  ['is behind a login page', always(html(200, 'Sign in')), 'returned 200 text/html, which is not'],
  [
    'has moved',
    always(html(302, '', { location: 'https://new.example' })),
    'redirects to https://new.example',
  ],
  ['does not find its API', always(json(404, { error: '404 Not Found' })), '(404: 404 Not Found)'],
];

describe.each(NO_REFUSALS)('a GitLab that %s when the stack goes', (_, change, said) => {
  test('fails a strict delete, which keeps what it knows of the runner', async () => {
    const { status, reason, isThere, isStored } = await deleted(change, { StrictDeregistration: 'true' });
    expect({ status, isThere, isStored }).toEqual({ status: 'FAILED', isThere: true, isStored: true });
    expect(reason).toContain(said);
    expect(reason).not.toMatch(/refuses the credential/);
  }, 30_000);

  test('leaves a note that blames no credential', async () => {
    const { status, note, isThere, isStored } = await deleted(change);
    expect({ status, isThere, isStored }).toEqual({ status: 'SUCCESS', isThere: true, isStored: false });
    expect(note).toContain('may still be registered');
    expect(note).toContain(said);
    expect(note).not.toMatch(/refuses the (credential|token)/);
  }, 30_000);
});

test("a token that GitLab itself refuses lets a strict delete succeed, with the runner's id in a note", async () => {
  const forget = () => {
    for (const { id } of [...stack.gitLab.runners.values()]) stack.gitLab.rotateToken(id);
  };
  const { status, note } = await deleted(forget, { StrictDeregistration: 'true' });
  expect(status).toBe('SUCCESS');
  expect(note).toContain('GitLab refuses the token (403: 403 Forbidden)');
});

test("a 404 that is not the runner's own is not taken for its removal", async () => {
  const GitLabToken = stack.gitLab.issueAccessToken(['api']);
  const change = () => {
    for (const { id } of [...stack.gitLab.runners.values()]) stack.gitLab.rotateToken(id);
    // By its token, the look at its description, and by its id.
    stack.gitLab.meet('normal', 'normal', notFoundAtAll);
  };
  const { status, note, isThere } = await deleted(change, { GitLabToken, RunnerScope: 'project/7' });
  expect({ status, isThere }).toEqual({ status: 'SUCCESS', isThere: true });
  expect(note).toContain('may still be registered');
});
