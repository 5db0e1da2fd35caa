import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT } from '../scripts/lib/project.ts';

/** Every source file with the files that it imports, types and dynamic imports included. */
const IMPORTS: ReadonlyMap<string, readonly string[]> = new Map(
  ['functions', 'template', 'scripts', 'test'].flatMap(sourcesOf).map((file) => [file, importsOf(file)]),
);
const ARROWS = [...IMPORTS].flatMap(([from, targets]) => targets.map((to) => ({ from, to })));

function sourcesOf(folder: string): string[] {
  const paths = readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' });
  return paths.filter((path) => /\.[cm]?[jt]s$/.test(path)).map((path) => join(folder, path));
}

/** Biome holds the form: one specifier a statement, in single quotes. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(PROJECT, file), 'utf8');
  const specifiers = [...text.matchAll(/^(?:import|export|\}) .*?'(\.[^']+)';$|\bimport\(\s*'(\.[^']+)'/gm)];
  return specifiers.map(([, fixed, dynamic]) => join(dirname(file), fixed ?? dynamic ?? ''));
}

/** The parts of `functions/`, from the ground floor up; parts of one floor do not know each other. */
const FLOORS = [
  ['sentence.ts'],
  ['operator-error.ts'],
  ['shared'],
  ['https', 'aws'],
  ['gitlab', 'custom-resource'],
  ['preflight', 'registration', 'configuration', 'fleet', 'cache'],
  ['reaper'],
];
const partOf = (file: string) => file.split('/')[1] ?? '';
const floorOf = (file: string) => FLOORS.findIndex((parts) => parts.includes(partOf(file)));

/** Each circle as the nodes of one way around; a way that was seen to end is not walked again. */
function circlesIn(nodes: Iterable<string>, next: (node: string) => Iterable<string>): string[] {
  const circles: string[] = [];
  const ended = new Set<string>();
  const walk = (node: string, way: readonly string[]): void => {
    const begin = way.indexOf(node);
    if (begin >= 0) circles.push([...way.slice(begin), node].join(' → '));
    if (begin >= 0 || ended.has(node)) return;
    for (const one of next(node)) walk(one, [...way, node]);
    ended.add(node);
  };
  for (const node of nodes) walk(node, []);
  return circles;
}

const shown = (arrows: typeof ARROWS) => arrows.map(({ from, to }) => `${from} → ${to}`);

describe('imports', () => {
  it('are all found, and lead to files that are there', () => {
    expect(ARROWS.length).toBeGreaterThan(1_000);
    expect(shown(ARROWS.filter(({ to }) => /\.[cm]?[jt]s$/.test(to) && !IMPORTS.has(to)))).toEqual([]);
  });

  it.each([
    ['functions', /^functions\//],
    ['template', /^(template|functions)\//],
    ['scripts', /^(scripts|template|functions)\//],
  ])('of %s lead only downwards: tests → scripts → functions', (folder, allowed) => {
    const own = ARROWS.filter(({ from }) => from.startsWith(`${folder}/`));
    expect(shown(own.filter(({ to }) => !allowed.test(to)))).toEqual([]);
  });

  it('of functions lead to a lower floor, or stay in their folder', () => {
    const inside = ARROWS.filter(({ from }) => from.startsWith('functions/'));
    const upward = inside.filter(
      ({ from, to }) => partOf(from) !== partOf(to) && floorOf(to) >= floorOf(from),
    );
    expect(shown(upward)).toEqual([]);
    expect(inside.filter(({ from }) => floorOf(from) < 0)).toEqual([]);
  });

  it('of scripts/lib lead to no other script', () => {
    const own = ARROWS.filter(({ from }) => from.startsWith('scripts/lib/'));
    expect(shown(own.filter(({ to }) => /^scripts\/(?!lib\/)/.test(to)))).toEqual([]);
  });

  it('make no circle of files', () => {
    expect(circlesIn(IMPORTS.keys(), (file) => IMPORTS.get(file) ?? [])).toEqual([]);
  });

  it('make no circle of folders', () => {
    const folderOf = (file: string) => file.split('/').slice(0, -1).slice(0, 2).join('/');
    const folders = Map.groupBy(ARROWS, ({ from }) => folderOf(from));
    const next = (folder: string) =>
      new Set((folders.get(folder) ?? []).map(({ to }) => folderOf(to)).filter((to) => to !== folder));
    const sources = [...folders.keys()].filter((folder) => !folder.startsWith('test'));
    expect(circlesIn(sources, next)).toEqual([]);
  });

  it('know docker+machine in four files alone, so that it can be taken out', () => {
    const isOfIt = (file: string) => /^functions\/(reaper|(.+\/)?docker-machine)\//.test(file);
    const knowing = ARROWS.filter(
      ({ from, to }) => from.startsWith('functions/') && isOfIt(to) && !isOfIt(from),
    );
    expect([...new Set(knowing.map(({ from }) => from))].sort()).toEqual([
      'functions/configuration/config-toml.ts',
      'functions/configuration/properties.ts',
      'functions/fleet/fleet.ts',
      'functions/fleet/index.ts',
    ]);
  });
});

/** The lines of all files below a folder, but for those whose paths match. */
function linesBelow(folder: string, leftOut = /^$/): number {
  const entries = readdirSync(join(PROJECT, folder), { recursive: true, withFileTypes: true });
  const paths = entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  const counted = paths.filter((path) => !leftOut.test(path.slice(PROJECT.length)));
  return counted.reduce((sum, path) => sum + readFileSync(path, 'utf8').split('\n').length - 1, 0);
}

it('tooling is at most six lines for ten of the product', () => {
  // What takes the place of AWS, GitLab and a manager's programs, examples, and what a package manager has written.
  const leftOut = /\/(stand-ins|samples|__pycache__)\/|package-lock\.json$|\/tools\/.+\.txt$/;
  const [tooling, product] = [
    linesBelow('scripts', leftOut),
    linesBelow('functions') + linesBelow('template'),
  ];
  expect(tooling / product).toBeLessThanOrEqual(0.6);
  expect(tooling).toBeGreaterThan(5_000);
});
