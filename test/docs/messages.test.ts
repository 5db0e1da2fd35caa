import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { read } from '../../scripts/docs/documents.ts';
import { MESSAGES } from '../../scripts/docs/messages-table.ts';
import { PROJECT } from '../../scripts/lib/project.ts';

const messages = Object.values(MESSAGES).flat();
const TEMPLATE = 'template/gitlab-runner.yaml';
const sources = [
  ...readdirSync(join(PROJECT, 'functions'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => `functions/${path}`),
  TEMPLATE,
];

/** A source's text with strings that are joined made one. */
const joined = (path: string) =>
  read(path)
    .replace(/(['"`])\s*\+\s*['"`]/g, '')
    .replace(/\\'/g, "'");
/** The words between the holes of a sentence. */
const words = (sentence: string, hole: RegExp) =>
  sentence
    .split(hole)
    .map((part) => part.trim())
    .filter((part) => part.length > 3);

test.each(messages.map(({ says, from }) => [says, from]))('“%s” is what %s says', (says, from) => {
  const source = joined(from);
  expect(words(says, /\{[^}]*\}/).filter((part) => !source.includes(part))).toEqual([]);
});

/** String literals that are whole sentences; of the template, what its scripts write as they fail. */
function sentencesOf(path: string): string[] {
  if (path === TEMPLATE) {
    const said = /echo "([^"]{20,})"(?= >&2|\n)|sys\.exit\('([^']{20,})'/g;
    return [...read(path).matchAll(said)].map(([, echoed, exited]) => echoed ?? exited ?? '');
  }
  const code = joined(path).replace(/^\s*(\/\*)?\*.*$|\/\*\*.*?\*\/|\s\/\/ .*$/gm, '');
  const literals = [...code.matchAll(/(['"`])((?:(?!\1)[^\\]|\\.)*)\1/g)].map(([, , text = '']) => text);
  return literals.filter((text) => /^(\$\{\w+\} )?[A-Z]/.test(text) && /[.?]$/.test(text));
}

test('each sentence that a function or a script of the template says is documented', () => {
  const unknown = sources.flatMap(sentencesOf).filter((sentence) => {
    const parts = words(sentence, /\$\{[^}]*\}|%s|\$\w+/).filter((part) => part.length > 8);
    return parts.length > 0 && !messages.some(({ says }) => parts.every((part) => says.includes(part)));
  });
  expect(unknown).toEqual([]);
});
