import { stringify, type TomlTable, type TomlValue } from 'smol-toml';

/**
 * TOML tells 1 from 1.0 and gitlab-runner stops at the wrong one (an `IdleScaleFactor = 1` is fatal), while a
 * JavaScript number is both. So an integer is a bigint here, and a number is a float.
 */
export const writeToml = (table: TomlTable) => stringify(table, { numbersAsFloat: true });

/** The keys whose numbers gitlab-runner reads as floats: runner-keys.json. */
const FLOATS = new Set(['scale_factor', 'IdleScaleFactor']);

/** The same table with bigints in the places of its numbers, which must be whole but for floats, and without what is empty. */
export function withIntegers(table: Readonly<Record<string, unknown>>): TomlTable {
  const said = Object.entries(table).filter(([, value]) => !isEmpty(value));
  return Object.fromEntries(
    said.map(([key, value]) => [key, FLOATS.has(key) ? (value as number) : withInteger(value)]),
  );
}

const isEmpty = (value: unknown) => value === undefined || (Array.isArray(value) && value.length === 0);

function withInteger(value: unknown): TomlValue {
  if (typeof value === 'number') return BigInt(value);
  if (Array.isArray(value)) return value.map(withInteger);
  if (isTable(value)) return withIntegers(value);
  return value as TomlValue;
}

/** Tables are merged and lists are appended; anything else is replaced. */
export function merge(base: TomlTable, addition: TomlTable): TomlTable {
  const merged = { ...base };
  for (const [key, value] of Object.entries(addition)) {
    const present = merged[key];
    if (isTable(present) && isTable(value)) merged[key] = merge(present, value);
    else if (Array.isArray(present) && Array.isArray(value)) merged[key] = [...present, ...value];
    else merged[key] = value;
  }
  return merged;
}

/** Not so a list or a date, which are objects, too. */
export function isTable(value: unknown): value is TomlTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
