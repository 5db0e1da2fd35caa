import type { TomlTable } from 'smol-toml';
import { isIn, type KnownTable, RUNNER, TABLES, type Type } from './known-keys.ts';
import { nearestKey } from './nearest-key.ts';
import { fold, type KeyFault } from './owned-keys.ts';
import { isTable } from './toml.ts';

/** What gitlab-runner's lint would refuse of keys of `[[runners]]`: ones that it does not know, and values of another type. */
export function keyFaults(fragment: TomlTable, version: string): KeyFault[] {
  return inTable(fragment, TABLES[RUNNER] ?? {}, '', version);
}

function inTable(table: TomlTable, known: KnownTable, parent: string, version: string): KeyFault[] {
  const names = Object.keys(known).filter((name) => isIn(version, name));
  return Object.entries(table).flatMap(([key, value]) => {
    const name = names.find((one) => fold(one) === fold(key));
    const type = name === undefined ? undefined : known[name];
    const path = parent + key;
    if (name !== undefined && type !== undefined)
      return [...spelling(parent, key, name), ...ofType(value, type, path, version)];
    const meant = nearestKey(key, names, parent);
    const hint = meant === undefined ? '' : `: did you mean ${meant}?`;
    return [{ path, fault: `has ${path}, which gitlab-runner ${version} does not know${hint}` }];
  });
}

/** gitlab-runner takes other capitals, and the last of two such keys; what judges the values knows one spelling. */
const spelling = (parent: string, key: string, name: string): KeyFault[] =>
  key === name ? [] : [{ path: parent + key, fault: `must write ${parent}${key} as ${parent}${name}` }];

function ofType(value: unknown, type: Type, path: string, version: string): KeyFault[] {
  if (typeof type !== 'string') {
    if ('*' in type) {
      if (!isTable(value)) return [wrong(path, 'a table')];
      return Object.entries(value).flatMap(([key, one]) => ofType(one, type['*'], `${path}.${key}`, version));
    }
    if (!Array.isArray(value)) return [wrong(path, 'a list')];
    return value.flatMap((one) => ofType(one, type[0], path, version));
  }
  const table = TABLES[type];
  if (table) return isTable(value) ? inTable(value, table, `${path}.`, version) : [wrong(path, 'a table')];
  const scalar = SCALARS[type];
  return !scalar || scalar.fits(value) ? [] : [wrong(path, scalar.wanted)];
}

const wrong = (path: string, wanted: string): KeyFault => ({ path, fault: `must make ${path} ${wanted}` });

/** As Go's ParseDuration reads it. */
const DURATION = /^[-+]?(0|((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/;

const isText = (value: unknown) => typeof value === 'string';
const isInteger = (value: unknown) => typeof value === 'bigint';

/** Go's types; an integer of TOML is a bigint here, and a float a number. Others read any value. */
const SCALARS: Readonly<Record<string, { wanted: string; fits(value: unknown): boolean }>> = {
  string: { wanted: 'a text in quotes', fits: isText },
  boolean: { wanted: 'true or false', fits: (value) => typeof value === 'boolean' },
  integer: { wanted: 'a whole number', fits: isInteger },
  int32: {
    wanted: 'a whole number of 32 bits',
    fits: (value) => typeof value === 'bigint' && BigInt.asIntN(32, value) === value,
  },
  float: { wanted: 'a number', fits: (value) => isInteger(value) || typeof value === 'number' },
  duration: {
    wanted: 'a duration such as "10m"',
    fits: (value) => isInteger(value) || (isText(value) && DURATION.test(String(value))),
  },
  'string or array': {
    wanted: 'a text or a list of texts',
    fits: (value) => isText(value) || (Array.isArray(value) && value.every(isText)),
  },
};
