import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Running } from '../../scripts/lib/serve.ts';
import { asking } from '../../scripts/status/gitlab.ts';
import { answering, authority, serve } from '../support/https-server.ts';
import { facts } from './facts.ts';

let server: Running;
beforeAll(() => setDefaultCACertificates([...getCACertificates(), authority.cert]));
afterEach(() => {
  vi.unstubAllEnvs();
  server.stop();
});

/** What the status command learns of the stack's runner from a GitLab that answers so. */
async function asked(status: number, body: unknown) {
  server = await serve(answering({ 'GET /api/v4/runners/7': [status, body] }));
  vi.stubEnv('GITLAB_TOKEN', 'glpat-MARKED');
  const { stack } = facts();
  return asking(server.url, undefined)({ ...stack, parameters: { GitLabUrl: server.url } });
}

test('a runner is gone when GitLab itself says so', async () => {
  expect(await asked(404, { message: '404 Runner Not Found' })).toMatchObject({ status: 'gone' });
});

test.each([
  ['a page', '<html>'],
  ["a gateway's JSON", { message: 'Not Found' }],
  ['what a token may not see', { message: '404 Not Found' }],
  ['a path without an API', { error: '404 Not Found' }],
])('a runner is not gone because of a 404 for %s', async (_, body) => {
  await expect(asked(404, body)).rejects.toThrow(/returned 404 to \/runners\/7\.$/);
});

test.each([
  ['a page', '<html>'],
  ['nothing', null],
  ['a list', []],
  ['an object without a status', { message: 'hello' }],
  ['a status that is no text', { status: { online: true } }],
])('a runner is not read from %s', async (_, body) => {
  await expect(asked(200, body)).rejects.toThrow('GitLab returned something else than a runner.');
});

test('a runner that GitLab has not heard of yet was never contacted', async () => {
  const runner = { status: 'online', paused: false, contacted_at: null };
  expect(await asked(200, runner)).toEqual({ status: 'online', paused: false, contacted: 'never' });
});
