import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readTemplate, TEMPLATE_FILE } from '../../scripts/lib/template.ts';

interface Exceptions {
  readonly checkov?: { readonly skip: ReadonlyArray<{ readonly id: string; readonly comment?: string }> };
  readonly cdk_nag?: {
    readonly rules_to_suppress: ReadonlyArray<{ readonly id: string; readonly reason?: string }>;
  };
}
const exceptions = Object.values(readTemplate().Resources).map(({ Metadata = {} }) => Metadata as Exceptions);

test('each exception of checkov and cdk-nag has its reason', () => {
  const reasons = exceptions.flatMap(({ checkov, cdk_nag }) => [
    ...(checkov?.skip ?? []).map(({ id, comment }) => [id, comment]),
    ...(cdk_nag?.rules_to_suppress ?? []).map(({ id, reason }) => [id, reason]),
  ]);
  expect(reasons.length).toBeGreaterThan(50);
  expect(reasons.filter(([, reason]) => !reason)).toEqual([]);
});

test('each exception of cfn-guard and cfn-lint, which have no field for it, has its reason in a comment', () => {
  const lines = readFileSync(TEMPLATE_FILE, 'utf8').split('\n');
  const named = lines.filter((line) => /\bCT\.[A-Z0-9]+\.PR\.\d|ignore_checks/.test(line));
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((line) => !/ # \w/.test(line))).toEqual([]);
});
