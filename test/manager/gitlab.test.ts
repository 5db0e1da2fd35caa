import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { USER_AGENT } from '../../functions/gitlab/user-agent.ts';
import { serve } from '../../scripts/lib/serve.ts';
import { certificateChain } from '../support/certificates.ts';
import { PROGRAMS, python } from './python.ts';

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

/** What a proxy was asked for, which lets everything through. */
async function proxy() {
  const asked: string[] = [];
  const server = createServer().on('connect', ({ url = '' }, near: Socket) => {
    asked.push(url);
    const far = connect(Number(url.split(':')[1]), '127.0.0.1', () => {
      near.write('HTTP/1.1 200 OK\r\n\r\n');
      far.pipe(near).pipe(far);
    });
    // Python closes the connection with what was sent unread.
    for (const end of [near, far]) end.on('error', () => end.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  stops.push(() => server.close());
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** What the manager makes of an answer to its question whose a token is, and with which headers it asked. */
async function asked(status: number, body: string, authority = root, environment = {}) {
  let agent: string | undefined;
  const listener: RequestListener = (request, response) => {
    agent = request.headers['user-agent'];
    response.writeHead(status).end(body);
  };
  const { url, stop } = await serve(listener, { certificate: { cert: leaf + intermediate, key } });
  stops.push(stop);
  const file = join(mkdtempSync(join(tmpdir(), 'authority-')), 'ca.pem');
  writeFileSync(file, authority);
  const { stdout } = await promisify(execFile)('python3', ['-Bc', ASK, file, url], {
    cwd: PROGRAMS,
    env: { ...process.env, ...environment },
  });
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

// The same cases as Go's own reading has, of which gitlab-runner asks the same GitLab.
test.each([
  ['10.0.0.0/8', 'https://10.1.2.3', true],
  ['10.0.0.5/8', 'https://10.1.2.3', true],
  ['10.0.0.0/8', 'https://11.1.2.3', false],
  ['10.0.0.0/8', 'https://gitlab.corp.example', false],
  ['fd00::/8', 'https://[fd00::1]', true],
  ['fd00::1', 'https://[fd00::1]:8443', true],
  ['fd00::/8', 'https://[fe80::1]', false],
  ['fd00::/8', 'https://10.1.2.3', false],
  ['10.1.2.3', 'https://10.1.2.3:8443', true],
  ['10.1.2.3:443', 'https://10.1.2.3', true],
  ['10.1.2.3:443', 'https://10.1.2.3:8443', false],
  ['2.3', 'https://10.1.2.3', false],
  ['corp.example', 'https://corp.example', true],
  ['corp.example', 'https://GitLab.corp.example/path', true],
  ['corp.example', 'https://gitlab-corp.example', false],
  ['.corp.example', 'https://gitlab.corp.example', true],
  ['.corp.example', 'https://corp.example', false],
  ['.corp.example:8443', 'https://gitlab.corp.example:8443', true],
  ['.corp.example:8443', 'https://gitlab.corp.example', false],
  ['169.254.169.254,10.0.0.0/16,10.1.0.0/16,', 'https://10.1.2.3', true],
  ['169.254.169.254,,', 'https://gitlab.corp.example', false],
])('with %s in NO_PROXY %s is reached directly: %s', (exceptions, url, expected) => {
  expect(python('gitlab', 'direct(*a)', url, exceptions)).toBe(expected);
});

test('GitLab is asked by way of the proxy, and without it where NO_PROXY says so', async () => {
  const { asked: through, url } = await proxy();
  const environment = { HTTPS_PROXY: url, https_proxy: url, NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1' };
  expect((await asked(200, '{"id":7}', root, environment)).said).toEqual({ id: 7 });
  expect(through).toEqual([expect.stringMatching(/^localhost:\d+$/)]);
  const exempt = { ...environment, NO_PROXY: 'localhost', no_proxy: 'localhost' };
  expect((await asked(200, '{"id":7}', root, exempt)).said).toEqual({ id: 7 });
  expect(through).toHaveLength(1);
});
