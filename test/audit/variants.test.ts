import { expect, test } from 'vitest';
import { conditionsOf } from '../../scripts/audit/resolve.ts';
import { VARIANTS } from '../../scripts/audit/variants.ts';
import { readTemplate } from '../../scripts/lib/template.ts';

const template = readTemplate();

test.each(Object.keys(template.Conditions))('the variants show both sides of %s', (condition) => {
  const sides = Object.values(VARIANTS).map((parameters) =>
    conditionsOf(template, parameters).get(condition),
  );
  expect(new Set(sides)).toEqual(new Set([true, false]));
});

test.each(
  Object.entries(VARIANTS),
)('%s names parameters of the template and values that they allow', (_, given) => {
  const named = Object.entries(given).filter(([name]) => !name.startsWith('AWS::'));
  for (const [name, value] of named) {
    const { AllowedPattern = '.*', AllowedValues = [value] } = template.Parameters[name] ?? {
      AllowedPattern: '(?!)',
    };
    expect(value, name).toMatch(new RegExp(`^(${AllowedPattern})$`));
    expect(AllowedValues.map(String), name).toContain(value);
  }
});
