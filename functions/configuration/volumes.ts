// executors/docker/internal/volumes/parser/linux_parser.go of gitlab-runner 19.4.0; a folder is written so that no
// text makes the expression slow.
const NAME = String.raw`[^\\/:*?"<>|\r\n]+`;
const STEP = String.raw`[^\\/:*?"<>|\r\n ]+`;
const FOLDER = `/(?:${STEP}(?:/${STEP})*/?)?`;
const VOLUME = new RegExp(
  `^(?:(?:${FOLDER}|${NAME}):)?(?<destination>${FOLDER})(?::(?:ro|rw))?(?:[:,]z)?` +
    '(?:[:,](?:shared|slave|private|rshared|rslave|rprivate))?$',
  'i',
);

/** Why each job would fail for its volumes: gitlab-runner cannot read one, or two have one container path. */
export function volumeFaults(volumes: readonly unknown[]): string[] {
  const taken = new Set<string>();
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

/** Go's path.Clean of an absolute path. Not by node:path, since the launch page reads this in a browser. */
function clean(path: string): string {
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return `/${steps.join('/')}`;
}
