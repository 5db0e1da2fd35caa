import keys from './runner-keys.json' with { type: 'json' };

/** A name of Go's type or of a table; a list of one of them; or a table with keys of the user's. */
export type Type = string | readonly [Type] | { readonly '*': Type };
export type KnownTable = Readonly<Record<string, Type>>;

/** gitlab-runner's tables by the names of their Go types. Its source and date stand in the file. */
export const TABLES = keys.tables as unknown as Readonly<Record<string, KnownTable>>;
export const RUNNER = 'common.RunnerConfig';
/** The newest gitlab-runner whose keys these are. */
export const KNOWN_VERSION = keys.version;

const SINCE: Readonly<Record<string, string>> = keys.since;

/** Keys that stand beside `[[runners]]` and mean nothing in it. */
export const GLOBAL_KEYS: readonly string[] = Object.keys(TABLES[keys.root] ?? {}).filter(
  (key) => !Object.hasOwn(TABLES[RUNNER] ?? {}, key),
);

/** Whether that version has the key; of one that is newer than the data nobody knows. */
export const isIn = (version: string, key: string) => !isNewer(SINCE[key] ?? '0.0.0', version);

/** Of two whole versions such as 19.4.0. */
export function isNewer(one: string, other: string): boolean {
  return one.localeCompare(other, 'en', { numeric: true }) > 0;
}
