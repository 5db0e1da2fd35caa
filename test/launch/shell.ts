import { execFileSync } from 'node:child_process';

// Each command writes its words, and then an end that no word of a test is.
const RECORDER = ['sam', 'aws', 'curl']
  .map((name) => `${name}() { printf '%s\\0' ${name} "$@" '<end>'; }`)
  .join('\n');

/** The commands of a text with their words, as a real shell hands them over. */
export function inShell(text: string, environment: Readonly<Record<string, string>> = {}): string[][] {
  const written = execFileSync('/bin/sh', ['-eu'], {
    input: `${RECORDER}\n${text}`,
    env: environment,
    encoding: 'utf8',
    stdio: 'pipe',
  });
  const commands: string[][] = [[]];
  for (const word of written.split('\0').slice(0, -1))
    if (word === '<end>') commands.push([]);
    else commands.at(-1)?.push(word);
  return commands.slice(0, -1);
}

/** What follows --parameter-overrides. */
export function overridesOf(command: readonly string[] | undefined = []): string[] {
  const from = command.indexOf('--parameter-overrides');
  return from < 0 ? [] : command.slice(from + 1);
}

/** As `aws cloudformation deploy` reads them: split at the first `=`. */
export const asAwsReads = (words: readonly string[]) =>
  Object.fromEntries(
    words.map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
  );
