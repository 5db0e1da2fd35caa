import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { shareOf } from '../../scripts/bench/function/cpu-share.ts';
import { zipSize } from '../../scripts/bench/function/packaged.ts';
import { goalSentence } from '../../scripts/bench/function/ratios.ts';
import { figuresOf } from '../../scripts/bench/function/rounds.ts';

test('the median of the totals is taken of each process’s own total', () => {
  const sample = (init: number, first: number) => ({ init, first, peak: 1, asked: 0, handed: 0 });
  const figures = figuresOf([sample(1, 9), sample(2, 1), sample(3, 3)]);
  expect(figures).toEqual({ init: 2, first: 3, total: 6, p90: 10, peak: 1, runs: 3 });
});

test('the goal needs both: within its multiple of the floor, and faster than every peer', () => {
  expect(goalSentence('built', 2.3, [['CDK', 0.99]])).toBe(
    'built: 2.30 times the floor, within the goal of 2.3; faster than every peer.',
  );
  expect(
    goalSentence('built', 2.31, [
      ['CDK', 1],
      ['crhelper', 0.5],
    ]),
  ).toBe('built: 2.31 times the floor, more than the goal of 2.3; not faster than CDK.');
});

test('a function has its memory’s share of a CPU, and never more than a whole one', () => {
  expect(shareOf(256)).toBeCloseTo(0.1447, 4);
  expect(shareOf(3008)).toBe(1);
});

test('a zip file’s size is what a zip program makes of it', () => {
  const text = Buffer.from('the same words, over and over; '.repeat(500) + Math.PI);
  const program =
    'import sys, io, zipfile\nbuffer = io.BytesIO()\nwith zipfile.ZipFile(buffer, "w", 8, compresslevel=9) as z: z.writestr("index.js", sys.stdin.buffer.read())\nprint(len(buffer.getvalue()))';
  const real = Number(execFileSync('python3', ['-c', program], { input: text, encoding: 'utf8' }));
  // The two deflate a little differently.
  expect(Math.abs(zipSize([['index.js', text]]) - real)).toBeLessThan(real * 0.05);
});
