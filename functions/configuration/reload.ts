import { createHash } from 'node:crypto';
import { globalSection } from './config-toml.ts';
import type { Configured } from './properties.ts';
import { isTable } from './toml.ts';

/** What a change does to the manager that runs, and why, as the documents say it. */
export interface Reach {
  readonly effect: 'reload' | 'replace-manager';
  readonly why: string;
}

const reload = (why: string): Reach => ({ effect: 'reload', why });
const replaceManager = (why: string): Reach => ({ effect: 'replace-manager', why });

const NEW_JOBS = reload('Each new job is run with it.');
const NEXT_JOB = reload('gitlab-runner counts with it before it asks for the next job.');
const NEW_KEY = reload(
  'New jobs save under it. What was saved under another key of yours is read no longer, and saved anew.',
);
const ON_STOP = reload('gitlab-runner reads it when it stops.');

/**
 * How a change of each key reaches a running gitlab-runner, which reads the file again every 3 s. Of a scaler
 * that lives it takes over the policy alone, and a changed URL starts a second scaler that removes the
 * first one's workers: https://docs.gitlab.com/runner/configuration/advanced-configuration/
 */
export const KEYS: Readonly<Record<string, Reach>> = {
  concurrent: NEXT_JOB,
  listen_address: replaceManager('gitlab-runner listens there from its start.'),
  shutdown_timeout: ON_STOP,
  'machine.shutdown_drain': ON_STOP,
  // What AdditionalRunnerConfig brings, too.
  runners: NEW_JOBS,
  'runners.name': reload('It is a name in the log.'),
  'runners.url': replaceManager('gitlab-runner would start a second scaler beside the first one.'),
  'runners.executor': replaceManager('The other executor’s workers end with the old manager.'),
  'runners.limit': NEXT_JOB,
  'runners.request_concurrency': NEXT_JOB,
  'runners.environment': NEW_JOBS,
  // Its connections to GitLab are kept by this name too, so a new one makes new connections.
  'runners.tls-ca-file': reload(
    'gitlab-runner reads the file again when it connects; new workers have it, too.',
  ),
  'runners.docker': NEW_JOBS,
  'runners.cache': reload('New jobs use the other bucket, without what the old one holds.'),
  'runners.cache.s3.ServerSideEncryption': NEW_KEY,
  'runners.cache.s3.ServerSideEncryptionKeyID': NEW_KEY,
  'runners.autoscaler': replaceManager('gitlab-runner reads it once, when its autoscaler starts.'),
  'runners.autoscaler.policy': reload('gitlab-runner takes its idle policy over while it runs.'),
  'runners.machine': reload('docker-machine reads it for each machine that it makes or removes.'),
};

/** What a manager has from its start on, beside the keys. */
export const FROM_START: ReadonlyArray<readonly [name: keyof Configured, reach: Reach]> = [
  ['drainSeconds', replaceManager('The manager’s service has it from its start.')],
  ['proxy', replaceManager('The manager has it in its environment from its start.')],
];

/** What the most exact entry of the table says; what nobody thought of replaces the manager, which is safe. */
export function reachOf(path: string): Reach {
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length--) {
    const reach = KEYS[parts.slice(0, length).join('.')];
    if (reach) return reach;
  }
  return replaceManager('Nobody has looked whether gitlab-runner takes it over.');
}

/** Stands in the manager's launch template, and so changes exactly when the manager must be replaced. */
export function replacementKey(properties: Configured): string {
  const fixed = leaves(globalSection(properties)).filter(([path]) => reachOf(path).effect !== 'reload');
  const text = JSON.stringify([fixed, ...FROM_START.map(([name]) => properties[name])]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

type Leaf = readonly [path: string, value: string];

/** Every value with its key path; tables in an array share their array's path. */
export function leaves(value: unknown, path = ''): Leaf[] {
  if (Array.isArray(value)) return value.flatMap((element: unknown) => leaves(element, path));
  if (!isTable(value)) return [[path, String(value)]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path ? `${path}.${key}` : key));
}
