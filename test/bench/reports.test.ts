import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { coldStartReport } from '../../scripts/bench/cold-starts.ts';
import { REPLY_FAULTS } from '../../scripts/bench/judge.ts';
import { scoreReport } from '../../scripts/bench/reply-faults.ts';
import { withReport } from '../../scripts/bench/write.ts';

const subject = (name: string, isPeer = false) => ({ name, does: 'work', isPeer, kilobytes: 29.8 });
const lives = (...totals: number[]) =>
  totals.map((total) => ({
    init: total - 10,
    first: 10,
    cpu: 2 * total,
    end: 'returned' as const,
    output: '',
  }));
const samples = new Map([
  [subject('empty handler'), lives(40, 400, 40)],
  [subject('registration'), lives(160, 1600, 168)],
  [subject('CDK', true), lives(200, 1900, 200)],
]);

test('the registration is set against an empty handler and each peer, by the rounds', () => {
  const { rows, notes } = coldStartReport(samples);
  const overFloor = ['1.00 (1.00 to 1.00)', '4.00 (4.00 to 4.10)', '5.00 (4.88 to 5.00)'];
  expect(rows.map((row) => row['× empty handler'])).toEqual(overFloor);
  expect(rows.map((row) => row['by CPU time'])).toEqual(overFloor);
  expect(rows.map((row) => row['so it is'])).toEqual(['', '', 'faster']);
  expect(rows[2]).toMatchObject({ 'init ms': 190, 'first ms': 10, 'code KB': 30 });
  expect(rows[2]?.['the registration takes']).toBe('0.84 (0.82 to 0.84)');
  expect(notes[0]).toBe('3 fresh processes each.');
  expect(notes[1]).toBe(
    'The registration over the empty handler: 4.00, BEYOND the bar of 3.5; over the fastest peer: 0.84, within the bar of 0.9.',
  );
});

test('a helper’s score is how many of the faults ended as they should', () => {
  const outcomes = REPLY_FAULTS.flatMap((fault, index) => [
    { fault, helper: 'ours', verdict: { isRight: true, saw: 'taken, PUT 1' } },
    { fault, helper: 'theirs', verdict: { isRight: index === 3, saw: 'lost' } },
  ]);
  const { rows } = scoreReport(['ours', 'theirs'], outcomes);
  expect(rows).toHaveLength(9);
  expect(rows[3]).toEqual({ 'the response meets': '200', ours: '✓ taken, PUT 1', theirs: '✓ lost' });
  expect(rows.at(-1)).toEqual({ 'the response meets': 'right', ours: '8 of 8', theirs: '1 of 8' });
});

test('a run of one benchmark writes its own section of the page, and leaves the rest', () => {
  const section = (name: string) => `<!-- measured: ${name} -->\n\nold $& ${name}\n\n<!-- /measured -->`;
  const page = `# Page\n\n${section('cold-starts')}\n\nWords.\n\n${section('faults')}\n`;
  const report = { ...coldStartReport(samples), title: 'T', notes: ['$& note.'] };
  const written = withReport(page, 'cold-starts', report, 'Measured on a day.');
  expect(written).toContain('<!-- measured: cold-starts -->\n\nMeasured on a day.\n\n| function |');
  expect(written).toContain('- $& note.');
  expect(written).toContain(`Words.\n\n${section('faults')}`);
  expect(written).not.toContain('old $& cold-starts');
  expect(() => withReport(page, 'speed', report, '')).toThrow('no <!-- measured: speed -->');
});

test('docs/development/benchmarks.md has a section for each benchmark, with a row for each fault', () => {
  const docs = join(import.meta.dirname, '../../docs/development');
  const page = readFileSync(join(docs, 'benchmarks.md'), 'utf8');
  for (const name of ['cold-starts', 'faults'])
    expect(page).toContain(`<!-- measured: ${name} -->\n\nMeasured on`);
  for (const { name } of REPLY_FAULTS) expect(page).toContain(`| ${name} |`);
});
