// From decode.go of github.com/BurntSushi/toml v1.6.0, into the types of common/config.go (runner-keys.json).
import { TomlDate, type TomlValue } from 'smol-toml';
import keys from '../../../../functions/configuration/runner-keys.json' with { type: 'json' };
import { parseDuration } from './duration.ts';
import { version } from './version.ts';
import { WrongType } from './wrong-type.ts';

/** `string`, the name of a table, a list of one of them, or a table with keys of the user's. */
type Type = string | readonly Type[] | { readonly '*': Type };
type Table = Readonly<Record<string, Type>>;
const TABLES = keys.tables as Readonly<Record<string, Table>>;
/** What common/config.go has at d79f3e7b and had not at v19.3.0. */
const SINCE_19_4 = Object.keys(keys.since);

export interface Decoded {
  /** By gitlab-runner's own spelling of the keys; a duration is its nanoseconds. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The paths of the keys that gitlab-runner does not know, as it writes them. */
  readonly unknown: ReadonlyArray<readonly string[]>;
}

export function decode(document: TomlValue): Decoded {
  const unknown: string[][] = [];
  const config = unify(document, keys.root, [], unknown) as Record<string, unknown>;
  return { config, unknown };
}

function unify(value: TomlValue, type: Type, path: readonly string[], unknown: string[][]): unknown {
  if (typeof type !== 'string') {
    if (Array.isArray(type)) return unifyList(value, type[0] as Type, path, unknown);
    return unifyMap(value, (type as { '*': Type })['*'], path, unknown);
  }
  const table = TABLES[type];
  return table ? unifyTable(value, type, table, path, unknown) : scalar(value, type, path);
}

function unifyTable(
  value: TomlValue,
  type: string,
  table: Table,
  path: readonly string[],
  unknown: string[][],
) {
  if (!isTable(value))
    throw new WrongType(path, `type mismatch for ${type}: expected table but found ${goType(value)}`);
  const decoded: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    const name = Object.hasOwn(table, key) ? key : Object.keys(table).find((one) => fold(one) === fold(key));
    const known = name === undefined ? undefined : table[name];
    const isNew = version === '19.3.0' && SINCE_19_4.includes(name ?? '');
    if (name === undefined || known === undefined || isNew) unknown.push(...allPaths(inner, [...path, key]));
    else decoded[name] = unify(inner, known, [...path, key], unknown);
  }
  return decoded;
}

function unifyList(value: TomlValue, type: Type, path: readonly string[], unknown: string[][]) {
  if (!Array.isArray(value)) throw badType(path, value, 'slice');
  return value.map((one) => unify(one, type, path, unknown));
}

function unifyMap(value: TomlValue, type: Type, path: readonly string[], unknown: string[][]) {
  // unifyMap asks the wrong variable: what is no table passes, and the map stays empty.
  if (!isTable(value)) return {};
  const entries = Object.entries(value).map(([key, inner]) => [
    key,
    unify(inner, type, [...path, key], unknown),
  ]);
  return Object.fromEntries(entries);
}

function scalar(value: TomlValue, type: string, path: readonly string[]): unknown {
  switch (type) {
    case 'string':
      return typeof value === 'string' ? value : raise(badType(path, value, 'string'));
    case 'boolean':
      return typeof value === 'boolean' ? value : raise(badType(path, value, 'boolean'));
    case 'float':
      return typeof value === 'number' || typeof value === 'bigint'
        ? Number(value)
        : raise(badType(path, value, 'float'));
    case 'duration':
      return typeof value === 'string' ? parseDuration(value, path) : integer(value, path);
    case 'integer':
    case 'int32':
      return integer(value, path, type);
    case 'string or array':
      return stringOrArray(value, path);
    case 'datetime':
      return date(value, path);
    case 'nfs volume':
      return nfsVolume(value, path);
    default:
      return value;
  }
}

function integer(value: TomlValue, path: readonly string[], type = 'integer'): bigint {
  if (typeof value !== 'bigint') throw badType(path, value, 'integer');
  if (type === 'int32' && BigInt.asIntN(32, value) !== value)
    throw new WrongType(path, `${value} is out of range for int32`);
  return value;
}

/** StringOrArray of common/config.go. */
function stringOrArray(value: TomlValue, path: readonly string[]): readonly string[] {
  const list = Array.isArray(value) ? value : [value];
  const wrong = list.find((one) => typeof one !== 'string');
  if (wrong !== undefined)
    throw new WrongType(path, `cannot load value of type ${goType(wrong)} into a StringOrArray`);
  return list as string[];
}

/** KubernetesNFS of common/config.go unmarshals itself: it takes any key, and misses four. */
function nfsVolume(value: TomlValue, path: readonly string[]): TomlValue {
  const has = (key: string) => isTable(value) && typeof value[key] === 'string' && value[key] !== '';
  const missing = ['name', 'mount_path', 'server', 'path'].filter((key) => !has(key));
  if (missing.length > 0)
    throw new WrongType(path, `nfs volume: missing required fields: ${missing.join(', ')}`);
  return value;
}

/** Go's time.Time unmarshals itself from any text. */
function date(value: TomlValue, path: readonly string[]): TomlValue {
  if (value instanceof TomlDate) return value;
  const layout = '2006-01-02T15:04:05Z07:00';
  const text = String(value);
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text)) return text;
  throw new WrongType(path, `parsing time "${text}" as "${layout}": cannot parse "${text}" as "2006"`);
}

function badType(path: readonly string[], value: TomlValue, wanted: string): WrongType {
  return new WrongType(
    path,
    `incompatible types: TOML value has type ${goType(value)}; destination has type ${wanted}`,
  );
}

/** What Go's %T says of what BurntSushi/toml makes of a value. */
function goType(value: TomlValue): string {
  if (Array.isArray(value)) return '[]any';
  if (value instanceof TomlDate) return 'time.Time';
  if (isTable(value)) return 'map[string]any';
  const names: Readonly<Record<string, string>> = {
    string: 'string',
    bigint: 'int64',
    number: 'float64',
    boolean: 'bool',
  };
  return names[typeof value] ?? '';
}

/** A key that is unknown, and everything below it. */
function allPaths(value: TomlValue, path: string[]): string[][] {
  const inner = (Array.isArray(value) ? value : [value]).filter(isTable);
  return [
    path,
    ...inner.flatMap((table) => Object.entries(table).flatMap(([key, one]) => allPaths(one, [...path, key]))),
  ];
}

function isTable(value: TomlValue): value is Record<string, TomlValue> {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date);
}

/** Go's strings.EqualFold, for keys that are all ASCII: it also takes the long s for an s, which JavaScript does not. */
const fold = (key: string) => key.replaceAll('\u017f', 's').toLowerCase();

function raise(error: Error): never {
  throw error;
}
