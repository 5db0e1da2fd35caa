import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { USER_AGENT } from '../../functions/gitlab/user-agent.ts';
import { serve } from '../../scripts/lib/serve.ts';
import { certificateChain } from '../support/certificates.ts';
import { PROGRAMS } from './python.ts';

const { root, intermediate, leaf, key } = certificateChain();
const ASK = `
import json, sys, gitlab
gitlab.AUTHORITY, url = sys.argv[1:]
gitlab.system_id = lambda: 's_000000000001'
try:
    print(json.dumps(gitlab.verify(url, 'glrt-MARKED')))
except gitlab.Unreachable as error:
    print(json.dumps(f'unreachable: {error}'))
`;
const stops: Array<() => void> = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** What the manager makes of an answer to its question whose a token is, and with which headers it asked. */
async function asked(status: number, body: string, authority = root) {
  let agent: string | undefined;
  const listener: RequestListener = (request, response) => {
    agent = request.headers['user-agent'];
    response.writeHead(status).end(body);
  };
  const { url, stop } = await serve(listener, { certificate: { cert: leaf + intermediate, key } });
  stops.push(stop);
  const file = join(mkdtempSync(join(tmpdir(), 'authority-')), 'ca.pem');
  writeFileSync(file, authority);
  const { stdout } = await promisify(execFile)('python3', ['-Bc', ASK, file, url], { cwd: PROGRAMS });
  return { said: JSON.parse(stdout), agent };
}

test("a token that GitLab refuses is none, and the request has this project's name", async () => {
  expect(await asked(403, '{"message":"403 Forbidden"}')).toEqual({ said: null, agent: USER_AGENT });
});

test('a token whose runner has lost its last project is none either, as for the functions', async () => {
  expect((await asked(422, '{"message":"Runner is orphaned"}')).said).toBeNull();
});

test.each([
  [422, '{"message":"422 Unprocessable"}'],
  [400, '{"message":"403 Forbidden"}'],
  [503, '{"message":"Runner is orphaned"}'],
])('status %i with %s refuses no token', async (status, body) => {
  expect((await asked(status, body)).said).toBe(`unreachable: HTTP status ${status}`);
});

test.each([
  ['a page', '<html>'],
  ["a gateway's JSON", '{"message":"Forbidden"}'],
  ['a read-only GitLab', '{"message":"You cannot perform write operations on a read-only instance"}'],
  ['a list', '[]'],
])('403 from %s is no refusal of the token', async (_, body) => {
  expect((await asked(403, body)).said).toBe('unreachable: HTTP status 403');
});

test.each([
  ['its root', root],
  ['its intermediate', intermediate],
  ["the server's own certificate", leaf],
])('a private CA is trusted by %s', async (_, authority) => {
  expect((await asked(200, '{"id":7}', authority)).said).toEqual({ id: 7 });
});
