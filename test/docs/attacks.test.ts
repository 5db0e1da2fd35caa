import { globSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { read } from '../../scripts/docs/documents.ts';
import { PROJECT } from '../../scripts/lib/project.ts';

const DOCUMENT = 'docs/security.md';
const [, section = ''] = read(DOCUMENT).split('## What stops whom\n');
const rows = (section.split('\n## ')[0] ?? '')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(2);
/** Each title that a row names, and its file from the project's root. */
const named = rows.flatMap((row) =>
  [...row.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)].map(([, title = '', file = '']) => ({
    title,
    file: normalize(join(dirname(DOCUMENT), file)),
  })),
);

/** The titles of a file's tests, as they stand in its strings. */
function titlesIn(file: string): string[] {
  const calls = read(file).matchAll(/(?:\btest|\bit|\]\))\(\s*(['"`])((?:(?!\1)[^\\\n]|\\.)+)\1/g);
  return [...calls].map(([, , title = '']) => title.replace(/\\(.)/g, '$1'));
}

test('each row of who is stopped by what has a test', () => {
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.filter((row) => !/\]\(\.\.\/test\//.test(row))).toEqual([]);
});

test.each(named)('“$title” is a test of $file', ({ title, file }) => {
  expect(titlesIn(file)).toContain(title);
});

test('each attack of test/template/attacks has its row', () => {
  const files = globSync('test/template/attacks/*.test.ts', { cwd: PROJECT });
  const titles = files.flatMap(titlesIn);
  expect(titles.length).toBeGreaterThan(10);
  expect(titles.filter((title) => !named.some((one) => one.title === title))).toEqual([]);
});
