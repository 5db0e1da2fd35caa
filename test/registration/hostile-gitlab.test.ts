import { afterAll, beforeAll, expect, test } from 'vitest';
import { gitLabClient } from '../../functions/registration/gitlab/client.ts';
import { isDeadToken } from '../../functions/registration/renewed.ts';
import { certificateAuthority } from '../../scripts/lib/certificates.ts';
import { forbidden, orphaned } from '../../scripts/local/stand-ins/gitlab/errors.ts';
import { type StandInGitLab, startGitLab } from '../../scripts/local/stand-ins/gitlab/gitlab.ts';
import { json } from '../../scripts/local/stand-ins/gitlab/reply.ts';
import { memoryWorld, PROPERTIES } from '../support/memory/world.ts';

const authority = certificateAuthority();
let gitLab: StandInGitLab;

beforeAll(async () => {
  gitLab = await startGitLab({ certificate: authority.issue('localhost') });
});
afterAll(() => gitLab.stop());

const GOOD = { id: 7, token: 'glrt-MARKED_x', token_expires_at: null };
const ROOT_ON_THE_MANAGER =
  '2030-01-01T00:00:00Z\nname = "evil"\nexecutor = "custom"\n[runners.custom]\nconfig_exec = "/bin/sh"\n[[runners]]\nid = 8';

/** Registers a runner at a GitLab that answers its creation so, and everything after it, too. */
async function registered(answer: object) {
  const { store, outside, resource, request } = memoryWorld();
  outside.connect = (address) => gitLabClient({ ...address, caCertificate: authority.cert }, outside.clock);
  gitLab.meet(...Array(5).fill(json(201, answer)));
  const properties = { ...PROPERTIES, GitLabUrl: gitLab.url };
  const outcome = await resource.ensure(request(properties)).catch((error: unknown) => String(error));
  gitLab.meet();
  return { outcome, stored: [...store.parameters.values()].map(({ value }) => JSON.parse(value)) };
}

test.each([
  [forbidden(), true],
  [orphaned, true],
  [json(403, { message: 'Forbidden' }), false],
  [json(422, { message: 'Unprocessable Entity' }), false],
  [json(422, { message: '422 Unprocessable Entity' }), false],
])('the response %o ends a token: %s', async (response, isEnd) => {
  const { signal } = new AbortController();
  const address = { url: gitLab.url, caCertificate: authority.cert, signal };
  gitLab.meet(response);
  const asked = gitLabClient(address, memoryWorld().outside.clock).verify('glrt-MARKED_x', 's_1');
  expect(isDeadToken(await asked.catch((error: unknown) => error))).toBe(isEnd);
  gitLab.meet();
});

test('a search by marker in a list that repeats its first page ends, with each runner once', async () => {
  const { signal } = new AbortController();
  const address = { url: gitLab.url, caCertificate: authority.cert, signal };
  const client = gitLabClient(address, memoryWorld().outside.clock);
  const page = Array.from({ length: 100 }, (_, id) => ({ id: id + 1, description: id ? 'ci' : 'ci [mark]' }));
  gitLab.meet(...Array(5).fill(json(200, page)));
  const before = gitLab.requests.length;
  expect(await client.findByMarker('glpat-MARKED', 'project/7', 'mark')).toEqual(['1']);
  expect(gitLab.requests.length - before).toBe(2);
  gitLab.meet();
});

test.each([
  [{ token_expires_at: ROOT_ON_THE_MANAGER }],
  [{ token_expires_at: 'soon' }],
  [{ token_expires_at: '2030-01-01 00:00:00 UTC' }],
  [{ token_expires_at: '2030-02-30T00:00:00Z' }],
  [{ token_expires_at: 1893456000 }],
  [{ token_expires_at: '' }],
  [{ id: '7/managers' }],
  [{ id: 9007199254740992 }],
  [{ id: [7] }],
  [{ token: 'glrt-"\n[[runners]]' }],
])('a GitLab that answers %o gets nothing stored, and fails as one without a token', async (change) => {
  const { outcome, stored } = await registered({ ...GOOD, ...change });
  expect(outcome).toMatch(/^OperatorError: GitLab returned no usable runner token: is GitLabUrl really/);
  expect(stored).toEqual([]);
});

test.each([
  [null, 'never'],
  [undefined, 'never'],
  ['2030-01-01T00:00:00Z', '2030-01-01T00:00:00Z'],
  ['2030-01-01T00:00:00+02:00', '2030-01-01T00:00:00+02:00'],
])('a token that expires at %s is stored with that', async (date, said) => {
  const { outcome, stored } = await registered({ ...GOOD, token_expires_at: date });
  expect(outcome).toMatchObject({ RunnerId: '7', TokenExpiresAt: said });
  expect(stored).toMatchObject([{ tokenExpiresAt: date ?? null }]);
});
