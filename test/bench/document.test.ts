import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { document, type Run, withTesting } from '../../scripts/bench/document.ts';
import { drawBars } from '../../scripts/bench/report-bars.ts';

const RUN: Run = {
  date: '2026-11-24',
  machine: { processor: 'A CPU', cores: 2, memoryGiB: 24, system: 'linux 6 x64', node: 'v24.21.0' },
  minutes: 9.6,
  reports: {
    growth: {
      title: 'Growth',
      kind: 'measured',
      rows: [{ of: '<objects>', calls: 5 }],
      notes: ['A *note*.'],
      svg: '<svg/>',
    },
    cost: { title: 'Cost', kind: 'computed', rows: [{ stack: 'ours', '$/month': 11.5 }], notes: [] },
  },
  missing: ['function: autoconf is not there.'],
};

test('the document says when, on what, and of each table whether it was measured, simulated or computed', () => {
  const text = document(RUN, '# Testing\n\nWords.\n\n## Mutants\n\n| files | score |\n');
  expect(text).toContain('on 2026-11-24');
  expect(text).toContain('10 minutes on A CPU, 2 cores, 24 GiB, linux 6 x64, Node v24.21.0');
  expect(text).toContain('## Growth\n\n*Measured.*\n\n![Growth](images/bench-growth.svg)\n\n| of | calls |');
  expect(text).toContain('| \\<objects> | 5 |\n\n- A \\*note\\*.');
  expect(text).toContain('## Cost\n\n*Computed.*\n\n| stack | $/month |');
});

test('it says what could not be measured and why, and has the other document’s sections one level deeper', () => {
  const text = document(RUN, '# Testing\n\nWords.\n\n## Mutants\n\n| files | score |\n');
  expect(text).toContain('**Not in this run:** function: autoconf is not there.');
  expect(text).toContain('### Mutants\n\n| files | score |');
  expect(text).not.toContain('Words.');
});

test('a bar is as long as its parts, and the longest fills the drawing', () => {
  const bars = [
    { name: 'a & b', look: 'third', parts: [30, 10] },
    { name: 'c', look: 'second', parts: [80], label: '80 of 80' },
  ] as const;
  const svg = drawBars({ title: 'T', unit: 'ms', bars });
  const widths = [...svg.matchAll(/<rect class="(?:third|second)"[^>]* width="([\d.]+)"/g)].map(([, w]) =>
    Number(w),
  );
  const [first = 0, second = 0, whole = 0] = widths;
  expect(first + second).toBeCloseTo(whole / 2, 0);
  expect(first).toBeCloseTo(3 * second, 0);
  expect(svg).toContain('a &amp; b');
  expect(svg).toContain('>80 of 80<');
  expect(svg).toContain('@media(prefers-color-scheme:dark){rect.first{');
});

test('docs/benchmarks.md repeats docs/mutation.md as it is now: npm run bench -- --only testing', () => {
  const docs = join(import.meta.dirname, '../../docs');
  const read = (name: string) => readFileSync(join(docs, name), 'utf8');
  const page = read('benchmarks.md');
  expect(withTesting(page, read('mutation.md'))).toBe(page);
});
