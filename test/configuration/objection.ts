import type { Leaf } from './in-python.ts';
import { type Kind, KNOWN_TABLES } from './known-keys.ts';

const KINDS = new Map(
  KNOWN_TABLES.flatMap(({ at, keys }) =>
    Object.entries(keys).flatMap(([kind, names]) =>
      names.split(' ').map((name) => [at === '' ? name : `${at}.${name}`, kind as Kind] as const),
    ),
  ),
);

/** Why `gitlab-runner lint` would refuse the leaf; undefined when it would not. */
export function objection([path, kind, value]: Leaf): string | undefined {
  const wanted = KINDS.get(path) ?? mapAbove(path);
  if (wanted === undefined) return `${path} is unknown`;
  if (wanted === 'map') return undefined;
  if (wanted === 'duration') return /^\d+s$/.test(String(value)) ? undefined : `${path} is no duration`;
  return wanted === kind ? undefined : `${path} is ${kind} and should be ${wanted}`;
}

function mapAbove(path: string): Kind | undefined {
  const parts = path.split('.');
  return parts.map((_, end) => KINDS.get(parts.slice(0, end).join('.'))).find((kind) => kind === 'map');
}
