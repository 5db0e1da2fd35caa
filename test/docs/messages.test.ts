import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Sentence, Sentences } from '../../functions/sentence.ts';
import { MESSAGES } from '../../scripts/docs/messages-table.ts';
import { PROJECT } from '../../scripts/lib/project.ts';

const shown = new Set(
  Object.values(MESSAGES).flatMap((tables) => tables.flatMap((one) => Object.values<Sentence>(one))),
);

test.each(
  globSync(['functions/**/sentences.ts', 'template/sentences.ts'], { cwd: PROJECT }),
)('the documents show each sentence of %s', async (file) => {
  const exported = Object.values(await import(join(PROJECT, file))).filter((one) => typeof one === 'object');
  const sentences = exported.flatMap((one) => Object.values(one as Sentences));
  expect(sentences.length).toBeGreaterThan(0);
  expect(sentences.filter((sentence) => !shown.has(sentence))).toEqual([]);
});
