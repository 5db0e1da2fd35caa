import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BOOT, JOURNAL } from '../../template/sentences.ts';

const PROGRAMS = join(import.meta.dirname, '../../template/manager/opt/gitlab-runner-stack');
/** Each line of the manager's programs that says something; Bash and Python write what varies as $name, ${name} or {name}. */
const said = readdirSync(PROGRAMS)
  .flatMap((name) => readFileSync(join(PROGRAMS, name), 'utf8').split('\n'))
  .flatMap((line) => /(?:echo |sys\.exit\(f?)(["'])([^"]{20,}|[^']{20,}?)\1/.exec(line)?.[2] ?? [])
  .map((text) => text.replace(/\$\{[^}]*\}|\$\w+|\{[^}]*\}/g, '{}'))
  .filter((text) => /[.?}]$/.test(text));

test('what the manager’s programs say of a failure is what the table holds', () => {
  const held = Object.values({ ...BOOT, ...JOURNAL }).map(({ message }) => message.replace(/\{\w+\}/g, '{}'));
  expect([...new Set(said)].sort()).toEqual(held.sort());
});
