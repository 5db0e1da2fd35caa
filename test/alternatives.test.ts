import { expect, test } from 'vitest';
import { alternatives } from '../scripts/alternatives/prices.ts';
import { breakEven, comparison } from '../scripts/alternatives/table.ts';

const named = (name: RegExp) => {
  const found = alternatives(10).find((one) => name.test(one.name));
  if (!found) throw new Error(`There is no alternative ${name}.`);
  return found;
};

test('a job is billed as each of the others bills it: by begun minutes, by seconds, or with its start', () => {
  expect(named(/general1.small/).job(45)).toBeCloseTo(0.005);
  expect(named(/general1.small/).job(46)).toBeCloseTo(0.01);
  expect(named(/GitLab/).job(90)).toBeCloseTo(0.015);
  expect(named(/MicroVM/).job(3595)).toBeCloseTo(2 * 0.0997 + 4 * 0.0132);
});

test('at the break-even both cost the same, and where a job is no cheaper there is none', () => {
  expect(breakEven(10, 0.01, 0, 0.03)).toBe(500);
  expect(10 + 500 * 0.01).toBeCloseTo(500 * 0.03);
  expect(breakEven(10, 0.03, 0, 0.03)).toBeUndefined();
  expect(breakEven(10, 0.01, 20, 0.03)).toBe(0);
});

test('the table says below how many jobs the stack is not worth its price, and has a source for each of the others', () => {
  const text = comparison();
  const [, below = ''] = /Below some (\d+) such jobs a month, do not deploy/.exec(text) ?? [];
  const [, small = ''] = /general1\.small.*from (\d+) jobs/.exec(text) ?? [];
  expect(Math.abs(Number(below) - Number(small))).toBeLessThanOrEqual(25);
  for (const { name, source } of alternatives(10)) expect(text).toContain(`- ${name}: ${source}.`);
  expect(text).toMatch(/this stack, m7i\.large, spot \| \$0\.0\d+ \| 0\.\d+ \|/);
});
