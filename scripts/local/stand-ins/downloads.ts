import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeReleaseKey, type ReleaseKey } from './release-key.ts';

const PROGRAMS = join(import.meta.dirname, '../../../template/manager/opt/gitlab-runner-stack');
/** The template's default; whose sources the stand-in was written from is in gitlab-runner/version.ts. */
export const RUNNER_VERSION = '19.4.0';
const runnerOf = (version: string) => `#!/bin/sh
# Stand-in for gitlab-runner.
. /outside/environment
export STAND_IN_VERSION=${version}
exec "$NODE" "$PROJECT/scripts/local/stand-ins/gitlab-runner/main.ts" "$@"
`;
const DOCKER_MACHINE = `#!/bin/sh
# Stand-in for docker-machine.
. /outside/environment
exec "$NODE" "$PROJECT/scripts/local/stand-ins/docker-machine/main.ts" "$@"
`;

let made: ReleaseKey | undefined;
/** What signs the downloads of this process. */
export const releaseKey = (): ReleaseKey => (made ??= makeReleaseKey());

/**
 * Lays down what a manager downloads: a gitlab-runner with its signed checksums, and a docker-machine. `outside/pins.json`
 * says what takes the place of GitLab's fingerprint and checksums, which the manager's programs pin.
 */
export function offerDownloads(root: string, runnerVersion = RUNNER_VERSION): void {
  const runner = runnerOf(runnerVersion);
  const folder = join(root, 'outside/downloads');
  mkdirSync(folder, { recursive: true });
  const binaries = ['gitlab-runner-linux-amd64', 'gitlab-runner-linux-arm64'];
  const sums = binaries.map((binary) => `${sha256(runner)} *binaries/${binary}\n`).join('');
  for (const binary of binaries) writeFileSync(join(folder, binary), runner);
  for (const machine of ['x86_64', 'aarch64'])
    writeFileSync(join(folder, `docker-machine-Linux-${machine}`), DOCKER_MACHINE);
  writeFileSync(join(root, 'outside/pins.json'), JSON.stringify(pins()));
  writeFileSync(join(folder, 'release.sha256'), sums);
  writeFileSync(join(folder, 'release.sha256.asc'), releaseKey().sign(sums));
  writeFileSync(join(folder, '49F16C5CC3A0F81F.pub.gpg'), releaseKey().publicKey);
}

function pins(): Record<string, string> {
  const pinned = (program: string, pattern: RegExp) => {
    const found = [...readFileSync(join(PROGRAMS, program), 'utf8').matchAll(pattern)].map(
      ([, one = '']) => one,
    );
    if (found.length === 0) throw new Error(`${program} pins nothing like ${pattern}.`);
    return found;
  };
  return Object.fromEntries([
    ...pinned('install-runner', /\b([0-9A-F]{40})\b/g).map((key) => [key, releaseKey().fingerprint]),
    ...pinned('install-docker-machine', /\b([0-9a-f]{64})\b/g).map((sum) => [sum, sha256(DOCKER_MACHINE)]),
  ]);
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
