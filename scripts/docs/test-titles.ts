import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../lib/project.ts';

/** A test that carries the numbers of faults, such as `52. 53. the length is in bytes`. */
export interface NumberedTest {
  /** From the project's root. */
  readonly file: string;
  readonly numbers: readonly string[];
  /** What it is about, with the title of what it stands in. */
  readonly title: string;
}

const NUMBERS = /^(\d+[a-d]?\. )+/;
const STRING = /(['"`])((?:\d+[a-d]?\. )+(?:(?!\1)[^\\\n]|\\.)*)\1/;
const DESCRIBE = /^(\s*)describe(?:\.\w+)?\((['"`])(.*?)\2/;

/** Every test under test/ whose title, or whose row in a table of tests, begins with numbers. */
export function numberedTests(): NumberedTest[] {
  const files = readdirSync(join(PROJECT, 'test'), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.test.ts') || file.endsWith('.large.ts'))
    .sort()
    .flatMap((file) => testsIn(`test/${file}`, readFileSync(join(PROJECT, 'test', file), 'utf8')));
}

export function testsIn(file: string, text: string): NumberedTest[] {
  let around = { indent: Number.POSITIVE_INFINITY, title: '' };
  return text.split('\n').flatMap((line) => {
    const indent = line.search(/\S/);
    if (indent >= 0 && indent <= around.indent) around = { indent: Number.POSITIVE_INFINITY, title: '' };
    const [, space = '', , title = ''] = DESCRIBE.exec(line) ?? [];
    if (title) around = { indent: space.length, title: title.replace(NUMBERS, '') };
    const [, , said = ''] = STRING.exec(line) ?? [];
    const [numbers = ''] = NUMBERS.exec(said) ?? [];
    if (!numbers) return [];
    const own = said.slice(numbers.length).replace(/\\(.)/g, '$1');
    const whole = own === around.title ? own : `${around.title} ${own}`.trim();
    return [{ file, numbers: numbers.trim().split('. ').map(withoutDot), title: whole }];
  });
}

const withoutDot = (number: string) => number.replace('.', '');
