import { expect, test } from 'vitest';
import { REPLY_FAULTS } from '../../scripts/bench/faults/faults.ts';
import { scoreReport } from '../../scripts/bench/faults/score.ts';
import { coldStartReport } from '../../scripts/bench/function/cold-start-report.ts';
import { memoryReport } from '../../scripts/bench/function/memory.ts';
import { profileReport } from '../../scripts/bench/function/profile-report.ts';
import { ratioReport } from '../../scripts/bench/function/ratios.ts';
import type { Subject } from '../../scripts/bench/function/subject.ts';

const subject = (name: string, whose: Subject['whose']): Subject => ({
  ...{ name, whose, work: 'work', memory: 256, folder: '/', bytes: 1500, zipBytes: 600 },
  ...{ command: 'node', arguments: [], handler: 'index.handler', environment: {} },
  prepare: () => ({ event: {}, check: () => undefined }),
});
const figures = (init: number, first: number) => ({
  ...{ init, first, total: init + first, p90: init + first + 5, peak: 80e6, runs: 15 },
});
const measured = new Map([
  [subject('empty handler', 'floor'), figures(38, 2)],
  [subject('registration, runtime SDK', 'this stack'), figures(80, 20)],
  [subject('registration, bundled SDK', 'this stack'), figures(60, 20)],
  [subject('CDK', 'peer'), figures(60, 30)],
]);

test('each function’s total is told as a multiple of the empty handler’s', () => {
  const { rows, notes, svg } = coldStartReport('Cold starts', measured, ['A note.']);
  expect(rows.map((row) => row['× floor'])).toEqual([1, 2.5, 2, 2.25]);
  expect(rows[1]).toMatchObject({ 'init ms': 80, 'total ms': 100, 'peak MB': 80, 'code KB': 1.5 });
  expect(notes).toEqual(['Medians and the 90th percentile of 15 fresh processes each.', 'A note.']);
  expect(svg).toContain('registration, runtime SDK');
});

test('the registration, however it is built, is divided by the floor and by each peer', () => {
  const { rows, notes } = ratioReport(measured, measured);
  expect(rows).toEqual([
    {
      'the registration against': 'empty handler',
      'runtime SDK, whole CPU': 2.5,
      'bundled SDK, whole CPU': 2,
      'runtime SDK, its share': 2.5,
      'bundled SDK, its share': 2,
    },
    {
      'the registration against': 'CDK',
      'runtime SDK, whole CPU': 1.11,
      'bundled SDK, whole CPU': 0.89,
      'runtime SDK, its share': 1.11,
      'bundled SDK, its share': 0.89,
    },
  ]);
  expect(notes).toContain(
    'runtime SDK, whole CPU: 2.50 times the floor, more than the goal of 2.3; not faster than CDK.',
  );
  expect(notes).toContain(
    'bundled SDK, whole CPU: 2.00 times the floor, within the goal of 2.3; faster than every peer.',
  );
});

test('what Lambda charges is the time times the memory', () => {
  const { rows } = memoryReport(new Map([[{ of: 'registration', memory: 512 }, figures(100, 400)]]));
  expect(rows).toEqual([
    { function: 'registration', MiB: 512, 'total ms': 500, 'GB-s (computed)': 0.25, 'peak MB': 80 },
  ]);
});

test('a profile’s runs are put together, what is below one percent is left out, and the owners are summed', () => {
  const one = new Map([
    ['init|AWS SDK|loading modules', 60],
    ['first|AWS SDK|running', 10],
    ['init|the function|running', 29.5],
    ['init|Node.js|running', 0.5],
  ]);
  const { rows, notes } = profileReport('registration', [one, one]);
  expect(rows.map(({ stretch, whose, '%': percent }) => [stretch, whose, percent])).toEqual([
    ['init', 'AWS SDK', 60],
    ['init', 'the function', 30],
    ['first', 'AWS SDK', 10],
  ]);
  expect(notes[0]).toMatch(/^70 % is in the AWS SDK's files; 30 % is in the function's own/);
});

test('a helper’s score is how many of the eight ended as they should', () => {
  const outcomes = REPLY_FAULTS.flatMap((fault, index) => [
    { fault, helper: 'ours', verdict: { isRight: true, saw: 'taken, PUT 1' } },
    { fault, helper: 'theirs', verdict: { isRight: index === 3, saw: 'lost' } },
  ]);
  const { rows } = scoreReport(['ours', 'theirs'], outcomes);
  expect(rows).toHaveLength(9);
  expect(rows[3]).toEqual({ 'the reply meets': '200', ours: '✓ taken, PUT 1', theirs: '✓ lost' });
  expect(rows.at(-1)).toEqual({ 'the reply meets': 'right', ours: '8 of 8', theirs: '1 of 8' });
});
