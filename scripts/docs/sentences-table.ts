import { type DisagreementName, EXPLAINED } from '../../functions/gitlab/disagreements.ts';
import { CAUSES, type Code, FINDINGS } from '../../functions/preflight/findings.ts';
import { code, prose, table } from '../lib/markdown.ts';
import { readTemplate } from '../lib/template.ts';
import { MESSAGES, type Message } from './messages-table.ts';
import { testOf } from './tests-of.ts';

const HEAD = ['Sentence', 'Likeliest cause', 'Parameter', 'What to do', 'Test'];

/** Every sentence that people may be told, with the test that tells it. A cell is empty where nothing is known. */
export function sentenceRows(): string[][] {
  const findings = Object.entries(FINDINGS).map(([code, { message, remedy }]) => ({
    message,
    cause: CAUSES[code as Code] ?? causeOf(code),
    advice: `${remedy[0]?.toUpperCase()}${remedy.slice(1)}.`,
  }));
  const parameters = Object.keys(readTemplate().Parameters);
  return [...Object.values(MESSAGES).flat(), ...findings].map(
    ({ message, cause = '', advice = '' }: Message) => {
      const named = parameters.filter((name) =>
        new RegExp(`\\b${name}\\b`).test(`${message} ${cause} ${advice}`),
      );
      const test = testOf(message);
      return [
        prose(message),
        cause,
        named.map(code).join(', ') ||
          (/\{(faults|findings)\}/.test(message) ? 'those that it names' : 'none'),
        // Written for the page on which it stands beside the message.
        advice.replaceAll('](#', '](troubleshooting.md#'),
        test ? `[${test.replace(/\.test\.ts$/, '')}](../test/${test})` : '',
      ];
    },
  );
}

const causeOf = (code: string) => EXPLAINED[code.replace('gitlab-', '') as DisagreementName].cause;

export const everySentence = (): string => table(HEAD, sentenceRows());
