import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EXCEPTIONS } from '../../scripts/audit/exceptions.ts';
import { readTemplate } from '../../scripts/lib/template.ts';

const { Resources } = readTemplate();

test('no finding has two reasons', () => {
  const all = EXCEPTIONS.flatMap(({ rules, resources }) =>
    rules.flatMap((rule) => resources.map((resource) => `${rule} ${resource}`)),
  );
  expect(all).toEqual([...new Set(all)]);
});

test('every exception is for a resource that the template has, or that SAM makes of one', () => {
  const named = new Set(EXCEPTIONS.flatMap(({ resources }) => resources));
  const known = (name: string) => name.replace(/(?<=Function)(EventInvokeConfig|Schedule)$/, '') in Resources;
  expect([...named].filter((name) => !known(name))).toEqual([]);
});

test('the document gives every reason', () => {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'security-audit.md'), 'utf8');
  expect(EXCEPTIONS.filter(({ reason }) => !text.includes(reason))).toEqual([]);
});
