import type { TomlTable } from 'smol-toml';
import { GLOBAL_KEYS } from './known-keys.ts';
import { isTable } from './toml.ts';

const REGISTRATION = "it comes from the runner's registration";
const WORKERS = "it comes from the workers' parameters";

/** A key of the fragment with what is wrong about it, to be said behind the parameter's name. */
export interface KeyFault {
  readonly path: string;
  readonly fault: string;
}

/** What no section writes and a fragment may not set all the same. */
const ELSEWHERE = new Map<string, string>([
  ...GLOBAL_KEYS.map(
    (key) => [key, 'it stands beside [[runners]], and this is merged into [[runners]]'] as const,
  ),
  ...Object.entries({
    concurrent: 'use MaxWorkers and JobsPerWorker',
    shutdown_timeout: 'use DrainTimeout',
    // The mistake of a fragment that begins with [runners.docker].
    runners: 'it is merged into [[runners]], so write [docker] and not [runners.docker]',
    id: REGISTRATION,
    token: REGISTRATION,
    token_obtained_at: REGISTRATION,
    token_expires_at: REGISTRATION,
  }),
]);

/** Tables whose keys work only together, so that none may be added. */
const CLOSED = new Set(['autoscaler', 'machine', 'cache.s3']);

/** What to do instead, of keys where it helps. */
const INSTEAD = new Map<string, string>(
  Object.entries({
    name: 'use RunnerDescription',
    url: 'use GitLabUrl',
    'tls-ca-file': 'use GitLabCaCertificate',
    executor: 'use Executor',
    limit: 'use MaxWorkers and JobsPerWorker',
    request_concurrency: 'it follows from MaxWorkers and JobsPerWorker',
    autoscaler: WORKERS,
    machine: WORKERS,
    'docker.image': 'use DefaultImage',
    'docker.privileged': 'use Privileged',
    'cache.type': 'the cache is in S3',
    'cache.path': 'the manager may reach nothing else in the bucket',
    'cache.shared': 'otherwise each renewal of the token would begin with an empty cache',
    'cache.s3': 'use CacheBucketName',
  }),
);

/**
 * What is wrong with a fragment beside what the sections write: they own a value or a closed table; to a table or a
 * list it may add.
 */
export function ownershipFaults(
  fragment: TomlTable,
  sections: Readonly<Record<string, unknown>>,
): KeyFault[] {
  const written = new Map(pathsOf(sections).map(([path, value]) => [fold(path), value]));
  return pathsOf(fragment).flatMap(([path, value]) => {
    const key = fold(path);
    const elsewhere = ELSEWHERE.get(key);
    if (elsewhere) return [{ path, fault: `may not set ${path}: ${elsewhere}` }];
    if (!written.has(key)) return [];
    const ours = written.get(key);
    const kind = CLOSED.has(key) ? undefined : kindOf(ours);
    if (!kind)
      return [
        {
          path,
          fault: `may not set ${path}: ${INSTEAD.get(key) ?? "it follows from the stack's parameters"}`,
        },
      ];
    if (path !== key) return [{ path, fault: `must write ${path} in small letters` }];
    return kindOf(value) === kind ? [] : [{ path, fault: `must make ${path} a ${kind}` }];
  });
}

function kindOf(value: unknown): 'list' | 'table' | undefined {
  if (isTable(value)) return 'table';
  return Array.isArray(value) ? 'list' : undefined;
}

/**
 * As gitlab-runner's TOML library compares keys, with Go's EqualFold: of what is not ASCII that takes the long s for
 * an s and the Kelvin sign for a k. https://github.com/BurntSushi/toml/blob/v1.6.0/decode.go
 */
export const fold = (key: string) => key.toLowerCase().replaceAll('\u017f', 's');

/** Every key with its path, tables before what is in them. */
function pathsOf(
  table: Readonly<Record<string, unknown>>,
  parent = '',
): Array<readonly [path: string, value: unknown]> {
  return Object.entries(table).flatMap(([key, value]) => {
    const path = parent + key;
    return [[path, value] as const, ...(isTable(value) ? pathsOf(value, `${path}.`) : [])];
  });
}
