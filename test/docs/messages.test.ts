import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Sentences } from '../../functions/sentence.ts';
import { MESSAGES } from '../../scripts/docs/messages-table.ts';
import { PROJECT } from '../../scripts/lib/project.ts';

const shown = new Set(
  Object.values(MESSAGES)
    .flat()
    .map(({ message }) => message),
);

test.each(
  globSync(['functions/**/sentences.ts', 'template/sentences.ts'], { cwd: PROJECT }),
)('the documents show each sentence of %s', async (file) => {
  const { EXPLAINED: _, ...tables } = await import(join(PROJECT, file));
  const sentences = Object.values(tables as Readonly<Record<string, Sentences>>).flatMap(
    Object.values<string>,
  );
  expect(sentences.length).toBeGreaterThan(0);
  expect(sentences.filter((sentence) => !shown.has(sentence))).toEqual([]);
});
