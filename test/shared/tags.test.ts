import { describe, expect, it, test } from 'vitest';
import { propertyReader } from '../../functions/shared/property-reader.ts';
import { parseTags, readTags } from '../../functions/shared/tags.ts';
import { readTemplate } from '../../scripts/lib/template.ts';

const { AllowedPattern = '', MaxLength = 0 } = readTemplate().Parameters.ResourceTags ?? {};
const isAllowed = (text: string) =>
  new RegExp(`^(${AllowedPattern})$`).test(text) && text.length <= MaxLength;

function faultsOf(ResourceTags: string): readonly string[] {
  const reader = propertyReader({ ResourceTags });
  readTags(reader);
  return reader.errors;
}

test.each([
  '',
  'CostCenter=1234',
  'a=1,b=2,c=3,d=4,e=5',
  'Cost Unit=Team A',
  'env:stage/x=a=b',
  'names=x',
])('%j is taken by the template and by the functions', (text) => {
  expect([isAllowed(text), faultsOf(text)]).toEqual([true, []]);
});

describe('what is no list of up to five tags', () => {
  it.each([
    ...['CostCenter', '=1', 'CostCenter=', 'a=1,', ',a=1', 'a=1,,b=2', 'a=1, b=2', 'a=1 ,b=2', 'a =1'],
    ...['a=1,b=2,c=3,d=4,e=5,f=6', "a='1'", 'a="1"', 'a=$(id)', 'a=`id`', 'a=1;b=2', 'a=1\nB=2', 'ä=1'],
  ])('%j is refused by the template, and by the functions in a sentence', (text) => {
    expect(isAllowed(text)).toBe(false);
    expect(faultsOf(text)[0]).toMatch(/^ResourceTags must be up to five tags such as CostCenter=1234/);
  });
});

test.each([
  ['aws:cloudformation:stack-name=x', "keys that begin with aws: are AWS's own"],
  ['AWS:x=1', "keys that begin with aws: are AWS's own"],
  ['Name=ci', 'ResourceTags may not set Name, which the stack itself sets'],
  ['gitlab-runner-stack=other', 'ResourceTags may not set gitlab-runner-stack'],
  ['a=1,gitlab-runner-workers=x', 'ResourceTags may not set gitlab-runner-workers'],
  ['gitlab-runner-manager=x', 'ResourceTags may not set gitlab-runner-manager'],
  ['Team=a,Team=b', 'ResourceTags sets one key twice'],
  // As IAM compares keys.
  ['NAME=x', 'ResourceTags may not set NAME, which the stack itself sets'],
  ['GitLab-Runner-Stack=other', 'ResourceTags may not set GitLab-Runner-Stack'],
  ['Team=a,team=b', 'ResourceTags sets one key twice'],
])('%s is refused', (text, fault) => {
  expect(faultsOf(text).join()).toContain(fault);
});

test('a value may hold the sign that ends a key', () => {
  expect(parseTags('Key=a=b,Other=c')).toEqual([
    { Key: 'Key', Value: 'a=b' },
    { Key: 'Other', Value: 'c' },
  ]);
});
