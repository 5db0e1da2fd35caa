import { expect, test } from 'vitest';
import { documents, read } from '../../scripts/docs/documents.ts';
import { COMMANDS, RUN_AS_A_WHOLE } from './commands.ts';

const MARK = '# needs an AWS account';
const blocks = documents().flatMap((path) =>
  [...read(path).matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, text = '']) => ({ path, text })),
);
const commandsIn = (text: string) =>
  text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

test('there are commands to look at', () => {
  expect(blocks.length).toBeGreaterThan(5);
});

const others = blocks.filter(({ path }) => path !== RUN_AS_A_WHOLE);
test.each(others.map(({ path, text }) => [path, text]))('each command of %s is known: %s', (_, text) => {
  expect(commandsIn(text).filter((command) => !(command in COMMANDS))).toEqual([]);
});

test.each(
  Object.entries(COMMANDS).flatMap(([command, by]) =>
    by === 'a real account' ? [] : [[command, by.file, by.words] as const],
  ),
)('“%s” is run by %s', (_, file, words) => {
  expect(read(file)).toContain(words);
});

test('a block with a command that only a real account can run says so', () => {
  const real = (command: string) => COMMANDS[command] === 'a real account';
  const silent = blocks.filter(({ text }) => commandsIn(text).some(real) && !text.startsWith(MARK));
  expect(silent).toEqual([]);
});

test('each known command is in a document', () => {
  const shown = new Set(blocks.flatMap(({ text }) => commandsIn(text)));
  expect(Object.keys(COMMANDS).filter((command) => !shown.has(command))).toEqual([]);
});

test('each npm script that a document names exists', () => {
  const { scripts } = JSON.parse(read('package.json'));
  const named = documents().flatMap((path) => [...read(path).matchAll(/npm (?:run )?([a-z]+(?:-[a-z]+)*)/g)]);
  const others = ['ci'];
  const names = new Set(named.map(([, name = '']) => name));
  expect([...names].filter((name) => !(name in scripts) && !others.includes(name))).toEqual([]);
});
