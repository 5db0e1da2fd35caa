import { read } from '../../../scripts/docs/documents.ts';

const text = read('docs/operating.md');

/** The `sh` blocks of the page, under their headings. */
const BLOCKS = [...text.matchAll(/^## (.*)\n([\s\S]*?)(?=^## |(?![\s\S]))/gm)].flatMap(
  ([, heading = '', under = '']) =>
    [...under.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, block = '']) => ({ heading, block })),
);
const asked = new Set<string>();

/** What the page has its reader type first: the names of the stack, and the functions that the other commands call. */
export const NAMES = /^```sh\n([\s\S]*?)^```/m.exec(text)?.[1] ?? '';

/** The blocks under a heading of the page, as they stand there. */
export function blocksOf(heading: string): string[] {
  const found = BLOCKS.filter((one) => one.heading === heading).map(({ block }) => block);
  if (found.length === 0) throw new Error(`The page has no commands under "${heading}".`);
  for (const block of found) asked.add(block);
  return found;
}

/** The lines of blocks that nobody has asked for. */
export const neverRead = (): string[] =>
  BLOCKS.filter(({ block }) => !asked.has(block)).flatMap(({ block }) =>
    block.split('\n').filter((line) => line !== '' && !line.startsWith('#')),
  );
