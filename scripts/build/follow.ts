import { isDeepStrictEqual } from 'node:util';
import { stringify } from 'yaml';
import { type Block, blocks } from './blocks.ts';
import type { Data } from './translate.ts';

/**
 * Writes `target` in the words of a source: where nothing changed the source's own lines stay, with their comments, their
 * order and their short tags; only the rest is written anew.
 *
 * @param lines the source's text, a block mapping
 * @param source what it says
 */
export function follow(lines: readonly string[], indent: number, source: Data, target: Data): string[] {
  const written = blocks(lines, indent).flatMap((block) => {
    const next = addedAfter(block.name, source, target);
    // Where entries are set off by empty lines, new ones are, too.
    const gap = block.lead.includes('') ? [''] : [];
    return [
      ...(block.name in target ? entry(block, indent, source[block.name], target[block.name]) : []),
      ...next.flatMap((name) => [...gap, ...write(name, target[name], indent)]),
    ];
  });
  const first = addedAfter(undefined, source, target);
  return [...written, ...first.flatMap((name) => write(name, target[name], indent))];
}

function entry({ name, lead, body }: Block, indent: number, before: unknown, after: unknown): string[] {
  if (isDeepStrictEqual(before, after)) return [...lead, ...body];
  const [head = '', ...rest] = body;
  const inside = head.endsWith(':') ? follow(rest, indent + 2, before as Data, after as Data) : undefined;
  return [...lead, ...(inside ? [head, ...inside] : write(name, after, indent))];
}

/** The names that only the target has, and that stand in it between this one and the next that both have. */
function addedAfter(name: string | undefined, source: Data, target: Data): string[] {
  const names = Object.keys(target);
  const rest = names.slice(name === undefined ? 0 : names.indexOf(name) + 1 || names.length);
  const end = rest.findIndex((one) => one in source);
  return end < 0 ? rest : rest.slice(0, end);
}

/** A text with lines, such as code, becomes a literal block, in which every byte stays. */
function write(name: string, value: unknown, indent: number): string[] {
  const text = stringify({ [name]: value }, { lineWidth: 0, blockQuote: 'literal' });
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line && ' '.repeat(indent) + line);
}
