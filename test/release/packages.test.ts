import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT } from '../../scripts/lib/project.ts';

const json = (path: string) => JSON.parse(readFileSync(join(PROJECT, path), 'utf8'));
const locked: Readonly<
  Record<string, { version: string; integrity?: string; resolved?: string; license?: string }>
> = json('package-lock.json').packages;

/** By its hash, or as a folder of this project. */
const isPinned = (one?: { integrity?: string; resolved?: string }) =>
  one?.integrity !== undefined || one?.resolved?.startsWith('file:scripts/') === true;

/** Every package below a node_modules folder, those of packages too. */
function installedIn(folder: string): string[] {
  if (!existsSync(join(PROJECT, folder))) return [];
  const names = readdirSync(join(PROJECT, folder)).filter((name) => !name.startsWith('.'));
  const paths = names.flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(PROJECT, folder, name)).map((one) => `${name}/${one}`) : [name],
  );
  return paths.flatMap((path) => [`${folder}/${path}`, ...installedIn(`${folder}/${path}/node_modules`)]);
}

test('every package that is installed, Node among them, is the one in package-lock.json, with its hash', () => {
  const installed = installedIn('node_modules');
  expect(installed.some((path) => path.startsWith('node_modules/node-linux-'))).toBe(true);
  const strays = installed.filter(
    (path) => !isPinned(locked[path]) || locked[path]?.version !== json(`${path}/package.json`).version,
  );
  expect(strays).toEqual([]);
});

test('every package has a licence', () => {
  const without = Object.entries(locked).filter(([, { license }]) => !license);
  expect(without.map(([path]) => path)).toEqual([]);
});

test('every Python package of the tools has its hash', () => {
  const folder = join(PROJECT, 'scripts/tools');
  const pins = readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\\\n', '').split('\n'))
    .filter((line) => line.includes('=='));
  expect(pins.length).toBeGreaterThan(200);
  expect(pins.filter((line) => !line.includes('--hash=sha256:'))).toEqual([]);
});
