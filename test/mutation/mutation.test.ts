import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import mutation from './vitest.config.ts';

const PROJECT = join(import.meta.dirname, '../..');
const { mutate } = JSON.parse(readFileSync(join(PROJECT, 'test/mutation/stryker.json'), 'utf8'));
/** Every path that `{one,other}` stands for. */
const spelled = (pattern: string): string[] => {
  const [all, options = ''] = /\{([^{}]*)\}/.exec(pattern) ?? [];
  return all ? options.split(',').flatMap((option) => spelled(pattern.replace(all, option))) : [pattern];
};

test.each(
  [...mutate, ...(mutation.test?.include ?? [])].flatMap(spelled),
)('what mutation testing changes or runs is still there: %s', (path) =>
  expect(globSync(join(PROJECT, path))).toHaveLength(1));
