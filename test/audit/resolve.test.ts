import { describe, expect, test } from 'vitest';
import { resolve } from '../../scripts/audit/resolve.ts';

const Parameters = {
  Days: { Type: 'Number', Default: 30 },
  Public: { Type: 'String', Default: 'true' },
  Subnets: { Type: 'CommaDelimitedList', Default: 'a,b' },
  Key: { Type: 'String', Default: '' },
};
const Conditions = {
  HasKey: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Key' }, ''] }] },
  NoKey: { 'Fn::Not': [{ Condition: 'HasKey' }] },
};

/** What Fn::Sub replaces. */
const of = (name: string) => `\${${name}}`;

/** One resource whose only property is the value. */
function resolved(value: unknown, parameters = {}): unknown {
  const resource = { Type: 'AWS::S3::Bucket', Properties: { value } };
  const template = {
    Parameters,
    Conditions,
    Mappings: { A: { B: { C: 'c' } } },
    Resources: { One: resource },
  };
  const { Resources } = resolve(template, parameters);
  return (Resources.One as unknown as typeof resource).Properties.value;
}

test.each([
  ['a number', { Ref: 'Days' }, 30],
  ['a truth value', { Ref: 'Public' }, true],
  ['a list', { Ref: 'Subnets' }, ['a', 'b']],
  ['what a mapping holds', { 'Fn::FindInMap': ['A', 'B', 'C'] }, 'c'],
  ['a part of a text', { 'Fn::Select': [1, { 'Fn::Split': ['/', { 'Fn::Sub': `x/${of('Days')}` }] }] }, '30'],
])('a parameter becomes %s', (_, value, wanted) => {
  expect(resolved(value)).toEqual(wanted);
});

test('a given value takes the place of the default', () => {
  expect(resolved({ Ref: 'Days' }, { Days: '365' })).toBe(365);
});

test('conditions choose, and AWS::NoValue takes an item out', () => {
  const items = ['always', { 'Fn::If': ['HasKey', { Ref: 'Key' }, { Ref: 'AWS::NoValue' }] }];
  expect(resolved(items)).toEqual(['always']);
  expect(resolved(items, { Key: 'mine' })).toEqual(['always', 'mine']);
});

test('what only a deployment knows stays', () => {
  const values = [
    { Ref: 'Other' },
    { 'Fn::GetAtt': ['Other', 'Arn'] },
    { 'Fn::Split': [',', { Ref: 'Other' }] },
  ];
  expect(resolved(values)).toEqual(values);
});

test('an Fn::Sub of both becomes an Fn::Join', () => {
  expect(resolved({ 'Fn::Sub': `${of('Bucket.Arn')}/${of('Days')}/${of('!kept')}` })).toEqual({
    'Fn::Join': ['', [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/', 30, `/${of('kept')}`]],
  });
});

describe('a resource with a condition', () => {
  const Resources = {
    With: { Type: 'AWS::KMS::Key', Condition: 'HasKey' },
    Without: { Type: 'AWS::KMS::Key', Condition: 'NoKey' },
  };
  test('is there when it holds', () => {
    expect(resolve({ Parameters, Conditions, Resources }, { Key: 'k' }).Resources).toEqual({
      With: { Type: 'AWS::KMS::Key' },
    });
  });
});
