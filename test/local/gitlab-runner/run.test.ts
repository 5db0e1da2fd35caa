import { afterAll, beforeAll, expect, test } from 'vitest';
import { certificateAuthority } from '../../../scripts/lib/certificates.ts';
import { place } from '../../../scripts/local/machine/outside.ts';
import { type StandInGitLab, startGitLab } from '../../../scripts/local/stand-ins/gitlab/gitlab.ts';
import { machineWithRunner, RUNNER } from './machine.ts';

const authority = certificateAuthority();
let gitLab: StandInGitLab;
let machine: ReturnType<typeof machineWithRunner>;

beforeAll(async () => {
  gitLab = await startGitLab({ certificate: authority.issue('localhost', '127.0.0.1') });
  machine = machineWithRunner();
  place(machine.root, 'run/ca.pem', authority.cert);
  const runner = RUNNER.replace('https://gitlab.example.com', gitLab.url);
  machine.configure(
    `check_interval = 1\n${runner.replace('glrt-MARKED-token', gitLab.addRunner('ci').token)}tls-ca-file = "/run/ca.pem"\n`,
  );
});
afterAll(async () => {
  machine.remove();
  await gitLab.stop();
});

test.each([
  ['QUIT', 'Starting graceful shutdown, waiting for builds to finish'],
  ['TERM', 'Starting forceful shutdown'],
])('run asks for jobs until a SIG%s ends it', async (signal, said) => {
  const before = gitLab.requests.length;
  const { status, output } = await machine.run(
    `gitlab-runner run --config /run/config.toml --working-directory /tmp & sleep 3; kill -${signal} $!; wait $!`,
  );
  expect(status).toBe(0);
  expect(output).toContain(said);
  expect(output).toContain('Can exit now!');
  expect(gitLab.requests.slice(before).map(({ path }) => path)).toContain('/api/v4/jobs/request');
});
