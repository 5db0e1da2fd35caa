import { basename } from 'node:path';
import { prose, table } from '../lib/markdown.ts';
import { FAULTS } from './faults.ts';
import { type NumberedTest, numberedTests } from './test-titles.ts';

/** Every fault with the tests that carry its number. */
export function faultsTable(): string {
  const tests = numberedTests();
  return Object.entries(FAULTS)
    .map(([group, faults]) => {
      const rows = inOrder(faults).map(([number, name]) => [number, name, testsOf(number, tests)]);
      return `## ${group}\n\n${table(['', 'Fault', 'Tests'], rows)}`;
    })
    .join('\n\n');
}

/** 80 before 80a before 81: as an object's key, a whole number comes before all other names. */
const inOrder = (faults: Readonly<Record<string, string>>) =>
  Object.entries(faults).sort(([one], [other]) => one.localeCompare(other, 'en', { numeric: true }));

function testsOf(number: string, tests: readonly NumberedTest[]): string {
  const own = tests.filter(({ numbers }) => numbers.includes(number));
  const files = [...new Set(own.map(({ file }) => file))];
  return files
    .map((file) => {
      const titles = own.filter((test) => test.file === file).map(({ title }) => prose(withoutHoles(title)));
      return `[${basename(file)}](../${file}): ${[...new Set(titles)].join('; ')}`;
    })
    .join('<br>');
}

/** What a table of tests puts into a title is not said here. */
const withoutHoles = (title: string) => title.replace(/%[a-z]|\$\{[^}]*\}/g, '…').replace(/:$/, '');
