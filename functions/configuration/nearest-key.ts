import { RUNNER, TABLES } from './known-keys.ts';
import { fold } from './owned-keys.ts';

/** Tables that a key is most often left out of. */
const LIKELY = ['docker', 'cache', 'feature_flags'];
const MOST_EDITS = 2;

/** The path of the key that was probably meant, in this table or in one of those below `[[runners]]`. */
export function nearestKey(key: string, siblings: readonly string[], parent: string): string | undefined {
  const near = closest(key, siblings);
  if (near !== undefined) return parent + near;
  return LIKELY.flatMap((table) => {
    const type = TABLES[RUNNER]?.[table];
    const known = typeof type === 'string' ? Object.keys(TABLES[type] ?? {}) : flags(key);
    return known.filter((one) => plain(one) === plain(key)).map((one) => `${table}.${one}`);
  })[0];
}

const flags = (key: string) => (key.startsWith('FF_') ? [key] : []);

function closest(key: string, others: readonly string[]): string | undefined {
  const near = others
    .map((other) => ({ other, edits: distance(plain(key), plain(other)) }))
    .filter(({ other, edits }) => edits <= MOST_EDITS && edits <= other.length / 2);
  return near.sort((one, other) => one.edits - other.edits)[0]?.other;
}

/** A key without what is most often left out of it. */
const plain = (key: string) => fold(key).replace(/[_-]/g, '');

/** Levenshtein's: letters to add, leave out or change, row by row. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [line, letter] of [...one].entries()) {
    const next = [line + 1];
    for (let at = 0; at < other.length; at++) {
      const changed = (row[at] ?? 0) + (other[at] === letter ? 0 : 1);
      next.push(Math.min(changed, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
