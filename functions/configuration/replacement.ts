import { createHash } from 'node:crypto';
import { globalSection } from './config-toml.ts';
import type { Configured } from './properties.ts';
import { effectOf } from './reload.ts';
import { isTable } from './toml.ts';

/** Stands in the manager's launch template, and so changes exactly when the manager must be replaced. */
export function replacementKey(properties: Configured): string {
  const fixed = leaves(globalSection(properties)).filter(([path]) => effectOf(path) === 'replace-manager');
  // The manager's unit and its environment have these from the start.
  const { drainSeconds, proxy } = properties;
  const text = JSON.stringify([fixed, drainSeconds, proxy]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

type Leaf = readonly [path: string, value: string];

/** Every value with its key path; tables in an array share their array's path. */
export function leaves(value: unknown, path = ''): Leaf[] {
  if (Array.isArray(value)) return value.flatMap((element: unknown) => leaves(element, path));
  if (!isTable(value)) return [[path, String(value)]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path ? `${path}.${key}` : key));
}
