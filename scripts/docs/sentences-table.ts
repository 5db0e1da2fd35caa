import { FINDINGS, type Kind } from '../../functions/preflight/findings.ts';
import type { Sentence } from '../../functions/sentence.ts';
import { code, prose, table } from '../lib/markdown.ts';
import { readTemplate } from '../lib/template.ts';
import { MESSAGES } from './messages-table.ts';
import { testOf } from './tests-of.ts';

const HEAD = ['Sentence', 'Likeliest cause', 'Parameter', 'What to do', 'Test'];

/** Every sentence that people may be told, with the test that tells it. A cell is empty where nothing is known. */
export function sentenceRows(): string[][] {
  const sentences = Object.values(MESSAGES).flatMap((tables) =>
    tables.flatMap((one) => Object.values<Sentence>(one)),
  );
  const findings = Object.values<Kind>(FINDINGS).map(({ message, cause = '', remedy }) => ({
    message,
    cause,
    advice: `${remedy[0]?.toUpperCase()}${remedy.slice(1)}.`,
  }));
  const parameters = Object.keys(readTemplate().Parameters);
  return [...sentences, ...findings].map(({ message, cause = '', advice = '' }: Sentence) => {
    const named = parameters.filter((name) =>
      new RegExp(`\\b${name}\\b`).test(`${message} ${cause} ${advice}`),
    );
    const test = testOf(message);
    return [
      prose(message),
      cause,
      named.map(code).join(', ') || (/\{(faults|findings)\}/.test(message) ? 'those that it names' : 'none'),
      // Written for the page on which it stands beside the message.
      advice.replaceAll('](#', '](troubleshooting.md#'),
      test ? `[${test.replace(/\.test\.ts$/, '')}](../test/${test})` : '',
    ];
  });
}

export const everySentence = (): string => table(HEAD, sentenceRows());
