import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { offerDownloads, releaseKey } from '../../scripts/local/stand-ins/downloads.ts';
import { makeReleaseKey, type ReleaseKey } from '../../scripts/local/stand-ins/release-key.ts';
import { sha256 } from './manager-template.ts';
import { type Manager, type Managers, run, startManagers } from './managers/managers.ts';

const SILENT = '#!/bin/sh\n';
const PROGRAM = 'opt/gitlab-runner-stack/install-runner';
let managers: Managers;
let manager: Manager;

beforeAll(async () => {
  managers = await startManagers();
}, 300_000);
afterAll(() => managers.stop());
beforeEach(() => {
  manager = managers.machine('i-0');
  for (const path of ['usr/local/bin/gitlab-runner', 'opt/gitlab-runner-stack/runner-version'])
    rmSync(join(manager.root, path));
});

const offered = (name: string) => join(manager.root, 'outside/downloads', name);

/** Serves the release's checksums as they are, with these signatures. */
function sign(...signers: readonly ReleaseKey[]): void {
  const sums = readFileSync(offered('release.sha256'), 'utf8');
  writeFileSync(offered('release.sha256.asc'), Buffer.concat(signers.map((signer) => signer.sign(sums))));
}

/** Serves keys in place of GitLab's. */
const offer = (...publicKeys: readonly Buffer[]) =>
  writeFileSync(offered('49F16C5CC3A0F81F.pub.gpg'), Buffer.concat(publicKeys));

/** Lets a key be the one that the manager's program pins. */
function pin({ fingerprint }: ReleaseKey): void {
  const path = join(manager.root, PROGRAM);
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll(releaseKey().fingerprint, fingerprint));
}

async function install() {
  const { status, output } = await run(manager, 'install-runner');
  return { status, output, installed: existsSync(join(manager.root, 'usr/local/bin/gitlab-runner')) };
}

const REFUSED = {
  status: 1,
  output: expect.stringContaining("GitLab's signature on the checksums of gitlab-runner 19.4.0 is not valid"),
  installed: false,
};

test("a release that the pinned key has signed is installed, also beside a stranger's signature", async () => {
  const stranger = makeReleaseKey();
  sign(stranger, releaseKey());
  offer(releaseKey().publicKey, stranger.publicKey);
  expect(await install()).toMatchObject({ status: 0, installed: true });
}, 150_000);

test.each([
  'VALIDSIG by mistake FINGERPRINT',
  'x\n[GNUPG:] VALIDSIG FINGERPRINT',
  'x%0A[GNUPG:] VALIDSIG FINGERPRINT',
])("whoever calls himself '%s' signs nothing in GitLab's name", async (userId) => {
  const forger = makeReleaseKey({ userId: userId.replace('FINGERPRINT', releaseKey().fingerprint) });
  sign(forger);
  offer(forger.publicKey);
  expect(await install()).toMatchObject(REFUSED);
}, 150_000);

test('whoever has stolen a key that was then revoked signs nothing', async () => {
  const stolen = makeReleaseKey();
  pin(stolen);
  sign(stolen);
  offer(stolen.revoke());
  expect(await install()).toMatchObject(REFUSED);
}, 150_000);

test.each([
  'before',
  'after',
])('nor does it help him to sign with a good key of his own %s it', async (order) => {
  const [stolen, own] = [makeReleaseKey(), makeReleaseKey()];
  pin(stolen);
  sign(...(order === 'before' ? [own, stolen] : [stolen, own]));
  offer(stolen.revoke(), own.publicKey);
  expect(await install()).toMatchObject(REFUSED);
}, 150_000);

test('a key that has expired signs nothing', async () => {
  const old = makeReleaseKey({ expired: true });
  pin(old);
  sign(old);
  offer(old.publicKey);
  expect(await install()).toMatchObject(REFUSED);
}, 150_000);

test('whoever serves a signed program that names no version rolls no manager back', async () => {
  const sums = ['amd64', 'arm64'].map((machine) => {
    const binary = `gitlab-runner-linux-${machine}`;
    writeFileSync(offered(binary), SILENT);
    return `${sha256(SILENT)} *binaries/${binary}\n`;
  });
  writeFileSync(offered('release.sha256'), sums.join(''));
  sign(releaseKey());
  expect(await install()).toMatchObject({
    status: 1,
    output: expect.stringContaining(
      "GitLab's downloads hold gitlab-runner of no version in place of 19.4.0.",
    ),
    installed: false,
  });
}, 150_000);

test('whoever serves an old release, with its own good signature, rolls no manager back', async () => {
  offerDownloads(manager.root, '19.3.0');
  expect(await install()).toMatchObject({
    status: 1,
    output: expect.stringContaining("GitLab's downloads hold gitlab-runner 19.3.0 in place of 19.4.0."),
    installed: false,
  });
}, 150_000);
