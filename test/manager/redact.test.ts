import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROGRAMS } from './python.ts';

const redact = (input: string | Buffer) =>
  spawnSync(join(PROGRAMS, 'redact'), { input, encoding: 'utf8' }).stdout;

test.each([
  ['glrt-t3_MARKED000002.01.02', 'a runner'],
  ['glrt-MARKED_token-1', 'a runner of before 18.0'],
  ['glrtr-MARKED', 'a runner that a registration token made'],
  ['glpat-MARKED.01.0a1', 'a person'],
  ['GR1348941MARKED', 'a project'],
  ['t1_MARKED', 'a runner, without its prefix'],
])('the token %s of %s is taken out, and what stands around it stays', (token) => {
  expect(redact(`before "${token}" after\n${token}\n`)).toBe("before '[secret]' after\n[secret]\n");
});

test('colours and what is not printable ASCII do not come into logs and reasons', () => {
  expect(redact(Buffer.from('\u001b[31;1mFATAL: n\u00e9\u0007o\u001b[0;m\r\n'))).toBe('FATAL: no\n');
  expect(redact(Buffer.from([0xff, 0xe9, 0x41, 0x0a]))).toBe('A\n');
});
