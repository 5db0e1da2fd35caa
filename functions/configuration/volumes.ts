import type { TomlTable } from 'smol-toml';
import { isTable } from './toml.ts';

// executors/docker/internal/volumes/parser/linux_parser.go of gitlab-runner 19.4.0, in the letters that moby's
// daemon/volume/mounts/linux_parser.go takes; a folder is written so that no text makes the expression slow.
const NAME = String.raw`[^\\/:*?"<>|\r\n]+`;
const STEP = String.raw`[^\\/:*?"<>|\r\n ]+`;
const FOLDER = `/(?:${STEP}(?:/${STEP})*/?)?`;
const VOLUME = new RegExp(
  `^(?:(?:${FOLDER}|${NAME}):)?(?<destination>${FOLDER})(?::(?:ro|rw))?(?:[:,][zZ])?` +
    '(?:[:,](?:shared|slave|private|rshared|rslave|rprivate))?$',
);

/** Why each job would fail for what is mounted in its containers. */
export function mountFaults({ volumes, tmpfs, services_tmpfs: ofServices }: TomlTable): string[] {
  const taken = new Set<string>();
  return [
    ...volumeFaults(Array.isArray(volumes) ? volumes : [], taken),
    ...tmpfsFaults('docker.tmpfs', tmpfs, taken),
    ...tmpfsFaults('docker.services_tmpfs', ofServices, taken),
  ];
}

/** gitlab-runner cannot read a volume, or two have one container path. Adds each path to those that are taken. */
function volumeFaults(volumes: readonly unknown[], taken: Set<string>): string[] {
  return volumes.filter(Boolean).flatMap((volume) => {
    const destination = VOLUME.exec(String(volume))?.groups?.destination;
    if (destination === undefined)
      return [
        `has ${JSON.stringify(volume)} in docker.volumes, which is no volume: write /container/path, or source:/container/path:ro`,
      ];
    const path = clean(destination);
    if (path === '/') return ['has / in docker.volumes, which gitlab-runner cannot mount'];
    if (taken.has(path))
      return [
        `gives docker.volumes the container path ${path} a second time, which fails every job: leave it out (the stack brings /cache, and /certs/client with Privileged)`,
      ];
    taken.add(path);
    return [];
  });
}

/** ValidateTmpfsMountDestination and registerMountPoints of Docker's daemon. */
function tmpfsFaults(name: string, tmpfs: unknown, taken: ReadonlySet<string>): string[] {
  return Object.keys(isTable(tmpfs) ? tmpfs : {}).flatMap((path) => {
    if (!path.startsWith('/') || clean(path) === '/')
      return [`has ${JSON.stringify(path)} in ${name}, which is no path of a folder below /`];
    return taken.has(path)
      ? [`gives ${name} the path ${path}, which is in docker.volumes too and fails every job: leave one out`]
      : [];
  });
}

/** Go's path.Clean of an absolute path. Not by node:path, since the launch page reads this in a browser. */
export function clean(path: string): string {
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return `/${steps.join('/')}`;
}
