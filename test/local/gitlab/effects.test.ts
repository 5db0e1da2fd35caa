import { afterAll, beforeAll, expect, test } from 'vitest';
import { certificateAuthority } from '../../../scripts/lib/certificates.ts';
import { type StandInGitLab, startGitLab } from '../../../scripts/local/stand-ins/gitlab/gitlab.ts';
import { type Asking, ask } from './ask.ts';

// What a request leaves behind, by the same sources as contract.test.ts.

const authority = certificateAuthority();
const forbidden = { message: '403 Forbidden' };
let gitLab: StandInGitLab;
let api: string;

beforeAll(async () => {
  gitLab = await startGitLab({ certificate: authority.issue('localhost') });
  api = gitLab.issueAccessToken(['api']);
});
afterAll(() => gitLab.stop());

function say(line: string, asking: Asking = {}) {
  const [method = '', path] = line.split(' ');
  return ask(method, `${gitLab.url}/api/v4${path}`, authority.cert, asking);
}

test('POST /runners/:id/reset_authentication_token answers 201 with an expiry of null, and the old token is worth nothing', async () => {
  const { id, token: old } = gitLab.addRunner('reset');
  const line = `POST /runners/${id}/reset_authentication_token`;
  const { status, body } = await say(line, { as: api });
  expect({ status, body }).toEqual({
    status: 201,
    body: { token: expect.stringMatching(/^glrt-/), token_expires_at: null },
  });
  expect(await say('DELETE /runners', { body: { token: old } })).toMatchObject({
    status: 403,
    body: forbidden,
  });
});

test('DELETE /runners answers 204 once and then 403, whatever the prefix', async () => {
  const body = { token: gitLab.addRunner('twice').token };
  expect(await say('DELETE /runners', { body })).toMatchObject({ status: 204, body: '' });
  expect(await say('DELETE /runners', { body })).toMatchObject({ status: 403, body: forbidden });
});

test('DELETE /runners/:id answers 204 once and then 404', async () => {
  const { id } = gitLab.addRunner('twice');
  expect(await say(`DELETE /runners/${id}`, { as: api })).toMatchObject({ status: 204 });
  expect(await say(`DELETE /runners/${id}`, { as: api })).toMatchObject({ status: 404 });
});

test('DELETE /runners/managers removes the manager that verifying made, and no runner', async () => {
  const one = gitLab.addRunner('verified');
  const body = { token: one.token, system_id: 'r_000000000001' };
  await say('POST /runners/verify', { body });
  expect(gitLab.runners.get(one.id)?.managers).toMatchObject([{ systemId: 'r_000000000001' }]);
  expect(await say('DELETE /runners/managers', { body })).toMatchObject({ status: 204 });
  expect(gitLab.runners.get(one.id)?.managers).toEqual([]);
});

test('POST /runners is not idempotent', async () => {
  const before = gitLab.runners.size;
  await say('POST /runners', { body: { token: gitLab.registrationToken } });
  await say('POST /runners', { body: { token: gitLab.registrationToken } });
  expect(gitLab.runners.size).toBe(before + 2);
});

test('POST /runners answers 410 to any token while registration tokens are off', async () => {
  gitLab.allowRegistrationTokens(false);
  const gone = { status: 410, body: { message: '410 Gone - runner registration disallowed' } };
  expect(await say('POST /runners', { body: { token: gitLab.registrationToken } })).toMatchObject(gone);
  expect(await say('POST /runners', { body: { token: 'unknown' } })).toMatchObject(gone);
  gitLab.allowRegistrationTokens(true);
});

test('a list comes in pages, the newest first', async () => {
  const line = (page: number) => `GET /runners/all?per_page=2&page=${page}`;
  const ids = [];
  for (let page = 1, more = true; more; page++) {
    const { headers, body } = await say(line(page), { as: api });
    ids.push(...(body as { id: number }[]).map(({ id }) => id));
    more = headers['x-next-page'] !== '';
  }
  expect(ids).toEqual([...gitLab.runners.keys()].sort((one, other) => other - one));
});
