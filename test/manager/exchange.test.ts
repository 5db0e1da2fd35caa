import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { python } from './python.ts';

let folder: string;
let path: string;
let next: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'exchange-'));
  [path, next] = [join(folder, 'config.toml'), join(folder, 'next.toml')];
  writeFileSync(next, 'next');
});
afterEach(() => rmSync(folder, { recursive: true }));

const exchange = (read: string) => python('parameters', 'exchange(*a)', path, next, read);
const text = () => readFileSync(path, 'utf8');

test('the file takes the place of the one that was read, or of none', () => {
  expect([exchange(''), text()]).toEqual([true, 'next']);
  writeFileSync(next, 'third');
  expect([exchange('next'), text()]).toEqual([true, 'third']);
  expect(readdirSync(folder)).toEqual(['config.toml']);
});

test('a token that gitlab-runner renewed in the meantime stays, to be read anew', () => {
  writeFileSync(path, 'renewed');
  expect([exchange('read'), text(), existsSync(next)]).toEqual([false, 'renewed', false]);
});

test('what an interrupted exchange has left is in nobody’s way', () => {
  writeFileSync(path, 'read');
  writeFileSync(`${path}.old`, 'left');
  expect([exchange('read'), text()]).toEqual([true, 'next']);
});
