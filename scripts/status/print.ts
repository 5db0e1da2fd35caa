import { plain } from '../lib/plain.ts';
import type { Facts } from './facts.ts';
import type { Verdict } from './judge/judge.ts';
import type { Health } from './judge/line.ts';

/** As monitoring plugins end: https://nagios-plugins.org/doc/guidelines.html#AEN78 */
export const EXIT: Readonly<Record<Health, number>> = { ok: 0, look: 1, BROKEN: 2, unseen: 3 };
const IN_WORDS: Readonly<Record<Health, string>> = {
  ok: 'all is well',
  look: 'something wants to be looked at',
  unseen: 'not everything could be seen',
  BROKEN: 'something is broken',
};
const WIDTH = 10;

/** One screen. */
export function asScreen({ stack }: Facts, { health, lines, words }: Verdict): string {
  const shown = lines.flatMap(({ about, health, said, todo }) => [
    ...wrapped(about.padEnd(WIDTH) + health.padEnd(WIDTH), said),
    ...(todo === undefined ? [] : wrapped(`${' '.repeat(2 * WIDTH - 2)}→ `, todo)),
  ]);
  const log = words.length === 0 ? [] : ['', 'The log ends with:', ...words.map((text) => `  ${text}`)];
  return [`${stack.name} in ${stack.region}: ${IN_WORDS[health]}.`, '', ...shown, ...log]
    .map(plain)
    .join('\n');
}

/** The text in lines of some 80 characters, each below the first one's beginning. */
const wrapped = (begin: string, text: string) =>
  (plain(text).match(/\S.{0,79}(?=\s|$)|\S+/gu) ?? ['']).map(
    (part, at) => (at === 0 ? begin : ' '.repeat(2 * WIDTH)) + part,
  );

/** For programs: the same, with the facts. */
export function asJson(facts: Facts, verdict: Verdict): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify({ ...verdict, facts }, null, 2).replace(/[\u007f-\uffff]/g, escaped);
}
