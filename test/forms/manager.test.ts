import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { TEMPLATE } from '../template/programs.ts';

type Cases = Readonly<Record<'good' | 'bad', readonly unknown[]>>;
const table: Readonly<Record<string, Cases>> = JSON.parse(
  readFileSync(join(import.meta.dirname, 'cases.json'), 'utf8'),
);
const FORMS = { runnerId: 'runner_id', token: 'token', date: 'date', url: 'url' };
const EACH = `
import json, sys
import forms
found = getattr(forms, sys.argv[1])
print(json.dumps([found(json.loads(value)) for value in json.load(sys.stdin)]))
`;

/** What the manager's Python makes of each value; null where it is none. */
function read(form: string, values: readonly unknown[]): unknown[] {
  const { stdout, stderr } = spawnSync('/usr/bin/python3', ['-Bc', EACH, form], {
    cwd: join(TEMPLATE, 'manager/opt/gitlab-runner-stack'),
    input: JSON.stringify(values.map((value) => JSON.stringify(value))),
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

describe.each(Object.entries(FORMS))('a %s on the manager', (name, form) => {
  const { good = [], bad = [] } = table[name] ?? {};

  test('is taken as it is when it is good', () => {
    expect(good.length).toBeGreaterThan(2);
    expect(read(form, good)).toEqual(good.map(String));
  });

  test('is none when it is bad', () => {
    const found = read(form, bad);
    expect(bad.length).toBeGreaterThan(10);
    expect(bad.filter((_, at) => found[at] !== null)).toEqual([]);
  });
});

const DATED = {
  token: 'glrt-MARKED_x',
  tokenObtainedAt: '2026-12-17T12:00:00.123456789Z',
  tokenExpiresAt: null as string | null,
};

test('a renewed token is its token and two dates, and nothing else of what is stored', () => {
  expect(
    read('dated_token', [
      { ...DATED, runnerId: '9', url: 'https://evil.example.com', state: 'registered' },
      { ...DATED, tokenExpiresAt: '2027-01-16T12:00:00+02:00' },
    ]),
  ).toEqual([DATED, { ...DATED, tokenExpiresAt: '2027-01-16T12:00:00+02:00' }]);
});

test.each([
  ...(['token', 'tokenObtainedAt', 'tokenExpiresAt'] as const).flatMap((field) => [
    { ...DATED, [field]: undefined },
    { ...DATED, [field]: '"' },
    { ...DATED, [field]: '' },
  ]),
  { ...DATED, token: null },
  { ...DATED, tokenObtainedAt: null },
  null,
  'glrt-MARKED_x',
  [DATED],
  7,
])('a renewed token that is %j is none', (value) => {
  expect(read('dated_token', [value])).toEqual([null]);
});

test('moments sort as time does, whatever their offset and their decimals', () => {
  const inOrder = [
    '0001-01-01T00:00:00Z',
    '2026-11-24T13:59:59+02:00',
    '2026-11-24T12:00:00Z',
    '2026-11-24T12:00:00.000000001Z',
    '2026-11-24T12:00:00.12Z',
    '2026-11-24T12:00:00.123Z',
    '2026-11-24T10:00:01-02:00',
    '9999-12-31T23:59:59-01:00',
  ];
  const moments = read('moment', inOrder);
  const sorted = [...(moments as [number, string][])].sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1));
  expect(moments).toEqual(sorted);
  expect(read('moment', ['2026-11-24T14:00:00.10+02:00'])).toEqual(
    read('moment', ['2026-11-24T12:00:00.1Z']),
  );
});
