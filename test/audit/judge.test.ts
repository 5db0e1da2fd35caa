import { expect, test } from 'vitest';
import { EXCEPTIONS } from '../../scripts/audit/exceptions.ts';
import type { Finding } from '../../scripts/audit/finding.ts';
import { type Exception, judge } from '../../scripts/audit/judge.ts';

const finding = (rule: string, resource: string, target = 'defaults'): Finding => ({
  tool: 'checkov',
  rule,
  resource,
  target,
  message: '',
});
const exception = (rule: string, ...resources: string[]): Exception => ({
  reason: 'a reason',
  rules: [`checkov ${rule}`],
  resources,
});

test('a finding with a reason is explained', () => {
  const verdict = judge([finding('CKV_1', 'Bucket')], [exception('CKV_1', 'Bucket')]);
  expect(verdict).toEqual({ explained: [finding('CKV_1', 'Bucket')], unexplained: [], unused: [] });
});

test('a planted finding is reported, beside all exceptions that there are', () => {
  const planted = finding('CKV_AWS_21', 'AnotherBucket');
  expect(judge([planted], EXCEPTIONS).unexplained).toEqual([planted]);
});

test('a reason holds for its own rule, resource and tool alone', () => {
  const others = [
    finding('CKV_2', 'Bucket'),
    finding('CKV_1', 'Queue'),
    { ...finding('CKV_1', 'Bucket'), tool: 'cfn-guard' },
  ];
  expect(judge(others, [exception('CKV_1', 'Bucket')]).unexplained).toEqual(others);
});

test('an exception that nothing matches any more is reported, also for one of its resources alone', () => {
  const { unused } = judge([finding('CKV_1', 'Bucket')], [exception('CKV_1', 'Bucket', 'Queue')]);
  expect(unused).toEqual(['checkov CKV_1 Queue']);
});

test('what several templates have is one finding', () => {
  const twice = [finding('CKV_1', 'Bucket'), finding('CKV_1', 'Bucket', 'docker+machine')];
  expect(judge(twice, []).unexplained).toHaveLength(1);
});
