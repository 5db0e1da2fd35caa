import { expect, test } from 'vitest';
import { documents, read } from '../../scripts/docs/documents.ts';
import { sectionsIn, withSections } from '../../scripts/docs/markers.ts';
import { SECTIONS } from '../../scripts/docs/sections.ts';

test.each(documents())('%s is as `npm run docs` writes it', (path) => {
  const text = read(path);
  expect(text).toBe(withSections(text));
});

test('each section that can be generated is shown somewhere', () => {
  const shown = new Set(documents().flatMap((path) => sectionsIn(read(path))));
  expect(Object.keys(SECTIONS).filter((name) => !shown.has(name))).toEqual([]);
});

test('a marker that names nothing is refused', () => {
  expect(() => withSections('<!-- generated: nothing -->\n<!-- /generated -->')).toThrow('"nothing"');
});

test('what stands outside the markers stays, and writing twice is writing once', () => {
  const once = withSections('before\n<!-- generated: rules -->\nold\n<!-- /generated -->\nafter');
  expect(once).toMatch(
    /^before\n<!-- generated: rules -->\n\n\| Rule[\s\S]*\n\n<!-- \/generated -->\nafter$/,
  );
  expect(withSections(once)).toBe(once);
});
