import { expect, test } from 'vitest';
import { BOOT, FIRST_WORKER, JOURNAL } from '../../template/sentences.ts';
import { programs, textOf } from './programs.ts';

const said = programs().map(textOf).join('\n');

test.each(
  [BOOT, FIRST_WORKER, JOURNAL].flatMap((sentences) => Object.values<string>(sentences)),
)('the programs of the manager say: %s', (message) => {
  const parts = message.split(/\{\w+\}/).map((part) => part.replace(/^[ :.]+|[ :.]+$/g, ''));
  expect(parts.length).toBeGreaterThan(0);
  expect(parts.filter((part) => !said.includes(part))).toEqual([]);
});
