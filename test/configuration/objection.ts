import { TABLES, type Type } from '../../functions/configuration/known-keys.ts';
import type { Leaf } from './in-python.ts';

/** What Python's TOML parser calls a value of gitlab-runner's type. */
const IN_PYTHON: Readonly<Record<string, string>> = { 'string or array': 'strings', datetime: 'date' };

/** Why `gitlab-runner lint` would refuse the leaf; undefined when it would not. */
export function objection([path, kind, value]: Leaf): string | undefined {
  const wanted = typeAt('common.Config', path.split('.'));
  if (wanted === undefined) return `${path} is unknown`;
  if (wanted === 'any') return undefined;
  if (wanted === 'duration') return /^\d+s$/.test(String(value)) ? undefined : `${path} is no duration`;
  const said = IN_PYTHON[wanted] ?? wanted;
  return said === kind ? undefined : `${path} is ${kind} and should be ${said}`;
}

function typeAt(type: Type, keys: readonly string[]): string | undefined {
  if (Array.isArray(type)) return keys.length > 0 || type[0] !== 'string' ? typeAt(type[0], keys) : 'strings';
  if (typeof type !== 'string') return typeAt((type as { '*': Type })['*'], keys.slice(1));
  const [key, ...rest] = keys;
  const table = TABLES[type];
  if (table === undefined || key === undefined) return type;
  const inner = table[key];
  return inner === undefined ? undefined : typeAt(inner, rest);
}
