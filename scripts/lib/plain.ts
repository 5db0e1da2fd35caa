import { stripVTControlCharacters } from 'node:util';

/** What is in an output, a log or a note is anybody's: nothing of it moves the cursor or turns the line. */
export const plain = (text: string) =>
  stripVTControlCharacters(text)
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trimEnd();

/** The same of a text of several lines. */
export const plainLines = (text: string) => text.split('\n').map(plain).join('\n');
