import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = ['/etc/systemd/system', '/usr/lib/systemd/system'];

export interface Unit {
  readonly name: string;
  /** Every value of a key of [Service], in order. */
  all(key: string): readonly string[];
  /** The last value, which is the one that counts. */
  one(key: string): string | undefined;
}

/** Reads a unit file; undefined when there is none. */
export function readUnit(given: string): Unit | undefined {
  const name = given.includes('.') ? given : `${given}.service`;
  const file = FOLDERS.map((folder) => join(folder, name)).find((path) => existsSync(path));
  if (file === undefined) return undefined;
  const service = readFileSync(file, 'utf8').match(/^\[Service\]\n((?:(?!\[).*(?:\n|$))*)/m)?.[1] ?? '';
  const lines = service.split('\n').filter((line) => /^\w+=/.test(line));
  const all = (key: string) =>
    lines.filter((line) => line.startsWith(`${key}=`)).map((line) => line.slice(key.length + 1).trim());
  return { name, all, one: (key) => all(key).at(-1) };
}

/** The environment of a unit's processes: systemd hands on nothing of its own caller's. */
export function environmentOf(unit: Unit): Record<string, string> {
  const lines = unit.all('EnvironmentFile').flatMap((file) => readFileSync(file, 'utf8').split('\n'));
  const pairs = [...unit.all('Environment'), ...lines].filter((line) => /^\w+=/.test(line));
  return {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin',
    // Quotes around a whole value are not part of it: parse_env_file_internal of src/basic/env-file.c.
    ...Object.fromEntries(
      pairs.map((line) =>
        line
          .replace(/=(['"])(.*)\1$/s, '=$2')
          .split(/=(.*)/s)
          .slice(0, 2),
      ),
    ),
  };
}
