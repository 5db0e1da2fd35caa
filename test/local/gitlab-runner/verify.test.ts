import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { certificateAuthority } from '../../../scripts/lib/certificates.ts';
import { place } from '../../../scripts/local/machine/outside.ts';
import { type StandInGitLab, startGitLab } from '../../../scripts/local/stand-ins/gitlab/gitlab.ts';
import { json } from '../../../scripts/local/stand-ins/gitlab/reply.ts';
import { machineWithRunner, RUNNER } from './machine.ts';

const authority = certificateAuthority();
let gitLab: StandInGitLab;
let machine: ReturnType<typeof machineWithRunner>;
let token: string;

beforeAll(async () => {
  gitLab = await startGitLab({ certificate: authority.issue('localhost', '127.0.0.1') });
  machine = machineWithRunner();
  place(machine.root, 'run/gitlab-runner/gitlab-ca.pem', authority.cert);
});
afterAll(async () => {
  machine.remove();
  await gitLab.stop();
});
beforeEach(() => {
  token = gitLab.addRunner('ci').token;
  gitLab.meet();
});

/** The lines about runners and the last one, and the status. */
async function verify(url = gitLab.url, own = token, ca = '/run/gitlab-runner/gitlab-ca.pem') {
  const runner = RUNNER.replace('https://gitlab.example.com', url).replace('glrt-MARKED-token', own);
  machine.configure(`${runner}tls-ca-file = "${ca}"\n`);
  const { status, output } = await machine.run('gitlab-runner verify --config config.toml');
  const lines = output.split('\n').filter((line) => /Verifying|level=fatal/.test(line));
  return {
    status,
    lines: lines.map((line) => line.replace(/time="[^"]*" | correlation_id=\w+/g, '')),
    output,
  };
}

test('a valid token is valid, and GitLab knows the manager', async () => {
  const { status, lines } = await verify();
  expect(status).toBe(0);
  expect(lines).toEqual([
    expect.stringMatching(/^level=info msg="Verifying runner\.\.\. is valid" runner=\w{1,9} runner_name=ci$/),
  ]);
  expect([...gitLab.runners.values()].at(-1)?.managers).toHaveLength(1);
});

test('a token that is none is not valid, and that alone has status 1', async () => {
  const { status, lines } = await verify(gitLab.url, 'glrt-MARKED-none');
  expect(status).toBe(1);
  expect(lines).toEqual([
    'level=info msg="Verifying runner... is not valid" runner=MARKED-no runner_name=ci',
    'level=fatal msg="Failed to verify runners"',
  ]);
});

test('a GitLab that is busy is asked five times, and status 0 says nothing of the token', async () => {
  gitLab.meet(...Array(5).fill(json(503, { message: '503 Service Unavailable' })));
  const { status, lines, output } = await verify();
  expect(status).toBe(0);
  expect(lines).toEqual([expect.stringContaining('level=error msg="Verifying runner... failed"')]);
  expect(output.match(/Waiting before making the next call/g)).toHaveLength(4);
});

test.each([
  ['a name that there is not', 'https://gitlab.invalid', /dial tcp: lookup gitlab\.invalid/],
  ['a port that nobody listens on', 'https://localhost:1', /connect: connection refused/],
])('%s has status 0 and is told', async (_, url, why) => {
  const { status, lines } = await verify(url);
  expect(status).toBe(0);
  expect(lines).toEqual([expect.stringContaining('level=error msg="Verifying runner... failed"')]);
  expect(lines[0]).toMatch(why);
});

test('a certificate of an authority that is not told has status 0', async () => {
  const { status, lines } = await verify(gitLab.url, token, '/etc/none.pem');
  expect(status).toBe(0);
  expect(lines[0]).toContain('x509: certificate signed by unknown authority');
});
