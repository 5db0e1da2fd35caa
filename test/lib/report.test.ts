import { expect, it } from 'vitest';
import { asMarkdown, asText } from '../../scripts/lib/report.ts';

const report = {
  title: 'Title',
  rows: [
    { what: 'a, <b>', calls: 5 },
    { what: 'c', calls: 1000 },
  ],
  notes: ['A *note*.'],
};

it('a report is a table with its notes, on a terminal with its figures to the right', () => {
  expect(asText(report)).toBe('Title\n\nwhat    calls\na, <b>      5\nc        1000\n\n- A *note*.\n');
});

it('in a document nothing in its cells and notes is Markdown or HTML', () => {
  expect(asMarkdown(report)).toBe(
    '| what | calls |\n| --- | --- |\n| a, \\<b> | 5 |\n| c | 1000 |\n\n- A \\*note\\*.',
  );
});
