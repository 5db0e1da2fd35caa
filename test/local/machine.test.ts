import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { STAND_INS } from '../../scripts/local/boot.ts';
import { runOn } from '../../scripts/local/machine/machine.ts';

const commandOf = (id: string) => {
  const file = `/proc/${id}/cmdline`;
  return /^\d+$/.test(id) && existsSync(file) ? readFileSync(file, 'utf8') : '';
};

test('what a machine changes stays in its root, and what it leaves running ends with it', async () => {
  const root = mkdtempSync(join(tmpdir(), 'machine-'));
  const mine = join(import.meta.dirname, 'machine.test.ts');
  const before = readFileSync(mine, 'utf8');
  const line = `echo changed > ${mine}; sleep 31415 > /dev/null 2>&1 &`;
  await runOn({ root, standIns: STAND_INS }, ['sh', '-c', line]);
  expect(readFileSync(mine, 'utf8')).toBe(before);
  expect(readFileSync(join(root, mine), 'utf8')).toBe('changed\n');
  expect(readdirSync('/proc').filter((id) => commandOf(id) === 'sleep\0' + '31415\0')).toEqual([]);
  rmSync(root, { recursive: true });
});
