import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { releaseKey } from '../../scripts/local/stand-ins/downloads.ts';
import { makeReleaseKey } from '../../scripts/local/stand-ins/release-key.ts';
import { type Manager, type Managers, run, startManagers } from './managers/managers.ts';
import { type Fate, startMirror, startSilence } from './managers/mirror.ts';

const KEY_FILE = '49F16C5CC3A0F81F.pub.gpg';
const RUNNER = process.arch === 'arm64' ? 'gitlab-runner-linux-arm64' : 'gitlab-runner-linux-amd64';
let managers: Managers;

beforeAll(async () => {
  managers = await startManagers();
}, 300_000);
afterAll(() => managers.stop());

const download = ({ root }: Manager, name: string) => join(root, 'outside/downloads', name);
const installed = ({ root }: Manager) => existsSync(join(root, 'usr/local/bin/gitlab-runner'));

/** A manager before it has installed anything. */
function fresh(): Manager {
  const manager = managers.machine('i-0');
  for (const path of ['usr/local/bin/gitlab-runner', 'opt/gitlab-runner-stack/runner-version'])
    rmSync(join(manager.root, path));
  return manager;
}

/** Carries out a step as cfn-init does, and tells the reason that would be in the stack's events. */
async function step(manager: Manager, name: string, fate?: (file: string, count: number) => Fate) {
  const mirror = await startMirror(manager, fate);
  try {
    const { status } = await run(manager, `run-step 200 ${name}`);
    const said = join(manager.root, 'run/gitlab-runner-step');
    return { status, asked: mirror.asked, reason: existsSync(said) ? readFileSync(said, 'utf8').trim() : '' };
  } finally {
    mirror.stop();
  }
}

test.each([
  'busy',
  'half',
] as const)('a mirror that is once %s is asked again, and what it then gives is run', async (fate) => {
  const manager = fresh();
  const { status, asked } = await step(manager, 'install-runner', (file, count) =>
    file === RUNNER && count === 1 ? fate : 'whole',
  );
  expect(status).toBe(0);
  expect(asked.filter((file) => file === RUNNER)).toHaveLength(2);
  expect(installed(manager)).toBe(true);
}, 150_000);

// Each waits for half a minute between its six tries.
describe.concurrent('a mirror that goes on being', () => {
  test('silent, as behind a firewall that drops, is named in time', async () => {
    const manager = fresh();
    const silence = await startSilence(manager);
    const began = Date.now();
    const { status } = await run(manager, 'run-step 200 install-runner');
    silence.stop();
    expect(status).toBe(1);
    // A tenth of what a manager has.
    expect(Date.now() - began).toBeLessThan(30_000);
    const reason = readFileSync(join(manager.root, 'run/gitlab-runner-step'), 'utf8');
    expect(reason).toMatch(/^install-runner: https:\S+ could not be downloaded: curl: \(28\) .*time/);
  }, 300_000);

  test.each([
    ['busy', 'The requested URL returned error: 503'],
    ['half', 'curl: (18)'],
    ['to http', "Protocol 'http' "],
  ] as const)(
    '%s is named with what it said, and nothing is installed',
    async (fate, said) => {
      const manager = fresh();
      const { status, reason, asked } = await step(manager, 'install-runner', () => fate);
      expect(status).toBe(1);
      expect(reason).toContain(
        `install-runner: https://packages.gitlab.com/gpgkey/runner/${KEY_FILE} could not be downloaded: `,
      );
      expect(reason).toContain(said);
      expect(asked).toHaveLength(6);
      expect(installed(manager)).toBe(false);
    },
    120_000,
  );

  test('busy is named for docker-machine, too', async () => {
    const manager = fresh();
    const { reason } = await step(
      manager,
      'env EXECUTOR=docker+machine install-docker-machine',
      () => 'busy',
    );
    expect(reason).toMatch(/docker-machine-Linux-\w+ could not be downloaded: curl: \(22\) .* 503$/);
  }, 300_000);
});

const BAD_SIGNATURE =
  "install-runner: GitLab's signature on the checksums of gitlab-runner 19.4.0 is not valid: has its package key changed?";
const BAD_CHECKSUM = 'install-runner: gitlab-runner 19.4.0 does not have the checksum that GitLab signed.';

const SUMS = 'release.sha256';
const SIGNATURE = 'release.sha256.asc';
const stranger = makeReleaseKey();
const replace = (manager: Manager, name: string, content: Buffer) =>
  writeFileSync(download(manager, name), content);
const signed = (manager: Manager) => readFileSync(download(manager, SUMS), 'utf8');

test.each<[string, string, (manager: Manager) => void]>([
  [
    'checksums that were altered',
    BAD_SIGNATURE,
    (manager) => appendFileSync(download(manager, SUMS), 'more\n'),
  ],
  [
    'a signature by another key',
    BAD_SIGNATURE,
    (manager) => replace(manager, SIGNATURE, stranger.sign(signed(manager))),
  ],
  [
    "another key in place of GitLab's",
    BAD_SIGNATURE,
    (manager) => replace(manager, KEY_FILE, stranger.publicKey),
  ],
  [
    'another key and its signature',
    BAD_SIGNATURE,
    (manager) => {
      replace(manager, KEY_FILE, stranger.publicKey);
      replace(manager, SIGNATURE, stranger.sign(signed(manager)));
    },
  ],
  [
    'a program that was altered',
    BAD_CHECKSUM,
    (manager) => appendFileSync(download(manager, RUNNER), 'more\n'),
  ],
  [
    'signed checksums that do not know the program',
    BAD_CHECKSUM,
    (manager) => {
      const sums = '0000 *binaries/another\n';
      writeFileSync(download(manager, SUMS), sums);
      replace(manager, SIGNATURE, releaseKey().sign(sums));
    },
  ],
])(
  '%s end in the reason that says so, and nothing is installed',
  async (_, reason, alter) => {
    const manager = fresh();
    alter(manager);
    expect(await step(manager, 'install-runner')).toMatchObject({ status: 1, reason });
    expect(installed(manager)).toBe(false);
  },
  150_000,
);

test('a docker-machine with another checksum is not made executable, and the reason says so', async () => {
  const manager = fresh();
  for (const name of ['docker-machine-Linux-x86_64', 'docker-machine-Linux-aarch64'])
    writeFileSync(download(manager, name), '#!/bin/sh\n');
  const { status, reason } = await step(manager, 'env EXECUTOR=docker+machine install-docker-machine');
  expect(status).toBe(1);
  expect(reason).toMatch(
    /docker-machine v0\.16\.2-gitlab\.27 does not have the checksum that GitLab published\.$/,
  );
  expect((await run(manager, 'test -x /usr/local/bin/docker-machine')).status).toBe(1);
}, 150_000);

test('a step that is merely slow ends at its limit, and what it said last is the reason', async () => {
  const manager = fresh();
  const slow = `bash -c 'echo Downloading https://example.com/slow; sleep 60'`;
  expect((await run(manager, `run-step 1 ${slow}`)).status).toBe(1);
  expect(readFileSync(join(manager.root, 'run/gitlab-runner-step'), 'utf8')).toBe(
    'bash: not done within 1 s. It said last: Downloading https://example.com/slow\n',
  );
}, 150_000);
