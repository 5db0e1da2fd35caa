import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KEY = '931DA69CFA3AFEBBC97DAA8C6C57C29C6BA75A4E';
const RUNNER = `#!/bin/sh
# Stand-in for gitlab-runner.
. /outside/environment
exec "$NODE" "$PROJECT/scripts/local/stand-ins/gitlab-runner.ts" "$@"
`;
const DOCKER_MACHINE = `#!/bin/sh
# Stand-in for docker-machine: says what it was asked.
echo "docker-machine $*" >> /outside/calls
`;

/** Lays down what a manager downloads: a gitlab-runner with its checksums, "signed" for the stand-in for gpg, and a docker-machine. */
export function offerDownloads(root: string): void {
  const folder = join(root, 'outside/downloads');
  mkdirSync(folder, { recursive: true });
  const binaries = ['gitlab-runner-linux-amd64', 'gitlab-runner-linux-arm64'];
  const sums = binaries.map((binary) => `${sha256(RUNNER)} *binaries/${binary}\n`).join('');
  for (const binary of binaries) writeFileSync(join(folder, binary), RUNNER);
  for (const machine of ['x86_64', 'aarch64'])
    writeFileSync(join(folder, `docker-machine-Linux-${machine}`), DOCKER_MACHINE);
  writeFileSync(join(root, 'outside/pins.json'), JSON.stringify({}));
  writeFileSync(join(folder, 'release.sha256'), sums);
  writeFileSync(join(folder, 'release.sha256.asc'), `${KEY} ${sha256(sums)}\n`);
  writeFileSync(join(folder, '49F16C5CC3A0F81F.pub.gpg'), `${KEY}\n`);
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
