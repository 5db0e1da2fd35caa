import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDate, readRunnerId, readToken, readUrl, readVersion } from '../../functions/gitlab/forms.ts';
import { readRenewed } from '../../functions/registration/record.ts';

type Cases = Readonly<Record<'good' | 'bad', readonly unknown[]>>;
const table: Readonly<Record<string, Cases>> = JSON.parse(
  readFileSync(join(import.meta.dirname, 'cases.json'), 'utf8'),
);
const FORMS: Readonly<Record<string, (value: unknown) => unknown>> = {
  runnerId: readRunnerId,
  token: readToken,
  date: readDate,
  url: readUrl,
  version: readVersion,
};

describe.each(Object.entries(FORMS))('a %s from outside', (name, read) => {
  const { good = [], bad = [] } = table[name] ?? {};

  test.each(good.map((value) => [JSON.stringify(value), value]))('%s is taken as it is', (_, value) => {
    expect(read(value)).toBe(String(value));
  });

  test.each(bad.map((value) => [JSON.stringify(value), value]))('%s is none', (_, value) => {
    expect(read(value)).toBeUndefined();
  });
});

describe('what the manager writes down of a renewed token', () => {
  const { good = [], bad = [] } = table.renewed ?? {};

  test.each(good.map((value) => [JSON.stringify(value), value]))('%s is taken', (text, value) => {
    expect(readRenewed(text)).toEqual(value);
  });

  test.each(bad.map((value) => [JSON.stringify(value)]))('%s is none', (text) => {
    expect(readRenewed(text)).toBeUndefined();
  });
});
