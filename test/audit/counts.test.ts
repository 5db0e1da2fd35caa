import { expect, test } from 'vitest';
import { countByPack, failedByPeerAlone } from '../../scripts/audit/counts.ts';
import { PEER } from '../../scripts/audit/targets.ts';

const finding = (rule: string, resource: string, target: string) => ({
  tool: 'cdk-nag AwsSolutions',
  rule,
  resource,
  target,
  message: '',
});
const FINDINGS = [
  finding('IAM5[Resource::*]', 'Role', 'defaults'),
  finding('IAM5[Resource::*]', 'Role', 'four types'),
  finding('IAM5[Resource::a/*]', 'Role', 'defaults'),
  finding('S1', 'Bucket', 'four types'),
  finding('IAM5[Resource::b/*]', 'TheirRole', PEER),
  finding('IAM5[Action::s3:*]', 'TheirRole', PEER),
];

test('findings and rules are counted by default, in all variants, and of the peer', () => {
  expect(countByPack(FINDINGS).find(({ pack }) => pack === 'cdk-nag AwsSolutions')).toEqual({
    pack: 'cdk-nag AwsSolutions',
    defaults: { findings: 2, rules: 1 },
    everything: { findings: 3, rules: 2 },
    peer: { findings: 2, rules: 1 },
  });
});

test('what the peer alone fails tells wildcards among actions from those among resources', () => {
  expect(failedByPeerAlone(FINDINGS).map(({ rule }) => rule)).toEqual(['IAM5[Action::s3:*]']);
});
