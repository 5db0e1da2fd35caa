import { expect, test } from 'vitest';
import { sideOf } from '../../scripts/audit/sides.ts';

const NO_VALUE = { Ref: 'AWS::NoValue' };
const value = {
  Role: { 'Fn::If': ['HasRole', { Ref: 'Role' }, NO_VALUE] },
  Statement: ['always', { 'Fn::If': ['HasCache', { 'Fn::If': ['HasKey', 'both', NO_VALUE] }, 'none'] }],
};

test('one copy of the template has what each Fn::If gives when its condition holds, the other what it gives otherwise', () => {
  expect(sideOf(value, true)).toEqual({ Role: { Ref: 'Role' }, Statement: ['always', 'both'] });
  expect(sideOf(value, false)).toEqual({ Statement: ['always', 'none'] });
});

test('a variable of Fn::Sub is its name, so that an exception for a right can be written', () => {
  const text = ['arn:$' + '{AWS::Partition}:s3:::$' + '{Bucket}/*', { Bucket: { Ref: 'Cache' } }];
  expect(sideOf({ 'Fn::Sub': text }, true)).toEqual({
    'Fn::Sub': 'arn:$' + '{AWS::Partition}:s3:::<Bucket>/*',
  });
});
