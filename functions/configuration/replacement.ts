import { createHash } from 'node:crypto';
import type { Configuration } from './global.ts';

export type Effect = 'reload' | 'replace-manager';

/**
 * How a change of each key reaches a running gitlab-runner. It reads the file again every 3 s, but of a scaler
 * that lives it takes over the policy alone, and a changed URL starts a second scaler that removes the
 * first one's workers: https://docs.gitlab.com/runner/configuration/advanced-configuration/
 */
export const EFFECTS: Readonly<Record<string, Effect>> = {
  concurrent: 'reload',
  'runners.name': 'reload',
  'runners.url': 'replace-manager',
  'runners.executor': 'replace-manager',
  'runners.limit': 'reload',
  'runners.request_concurrency': 'reload',
  'runners.tls-ca-file': 'replace-manager',
  'runners.docker': 'reload',
  'runners.cache': 'reload',
  'runners.autoscaler': 'replace-manager',
  'runners.autoscaler.policy': 'reload',
};

/** What the most exact entry of the table says; what nobody thought of replaces the manager, which is safe. */
export function effectOf(path: string): Effect {
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length--) {
    const effect = EFFECTS[parts.slice(0, length).join('.')];
    if (effect) return effect;
  }
  return 'replace-manager';
}

/** Stands in the manager's launch template, and so changes exactly when the manager must be replaced. */
export function replacementKey(configuration: Configuration): string {
  const fixed = leaves(configuration)
    .filter(([path]) => effectOf(path) === 'replace-manager')
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(fixed)).digest('hex').slice(0, 16);
}

type Leaf = readonly [path: string, value: unknown];

/** Every value with its key path; tables in an array share their array's path. */
export function leaves(value: unknown, path = ''): Leaf[] {
  if (Array.isArray(value)) return value.flatMap((element: unknown) => leaves(element, path));
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path ? `${path}.${key}` : key));
}
