import type { ResourceChange } from '@aws-sdk/client-cloudformation';
import { expect, test } from 'vitest';
import { GIVEN } from '../../scripts/lib/samples/parameters.ts';
import { describe } from '../../scripts/status/preview.ts';
import { facts } from './facts.ts';

const { stack } = facts();
const change = (
  LogicalResourceId: string,
  Details: ResourceChange['Details'],
  more: ResourceChange = {},
) => ({
  ...{ LogicalResourceId, Action: 'Modify' as const, Details },
  ...more,
});
const relaunched = (Evaluation: 'Static' | 'Dynamic') => [
  change('ManagerLaunchTemplate', [{ Target: { Attribute: 'Properties' }, Evaluation }]),
];
const TOKEN_AGAIN = change('Registration', [
  { CausingEntity: 'GitLabToken', ChangeSource: 'ParameterReference' },
]);

test.each<[string, Record<string, string>, Record<string, string>, ResourceChange[], string, RegExp]>([
  ['nothing', {}, {}, [], '0.1.0', /changes nothing that runs\.[\s\S]*Parameters: unchanged/],
  ['the idle time', {}, { IdleTime: '60' }, [], '0.1.0', /reloads\.[\s\S]*Parameters: IdleTime\n/],
  ['the number of workers', {}, { MaxWorkers: '7' }, [], '0.1.0', /replaces the manager/],
  ['the version', {}, {}, [], '0.2.0', /replaces the manager\.\nVersion: 0\.1\.0 → 0\.2\.0/],
  ['the scope', {}, { RunnerScope: 'group/1' }, [], '0.1.0', /replaces the runner/],
  ['the tags, with an access token', {}, { RunnerTags: 'aws' }, [], '0.1.0', /changes nothing that runs/],
  [
    'the tags, with a registration token',
    { RunnerScope: '' },
    { RunnerTags: 'aws' },
    [],
    '0.1.0',
    /replaces the runner/,
  ],
  [
    'an access token that is given again',
    {},
    {},
    [TOKEN_AGAIN],
    '0.1.0',
    /changes nothing that runs\.[\s\S]*Parameters: GitLabToken/,
  ],
  [
    'a registration token that is given again',
    { RunnerScope: '' },
    {},
    [TOKEN_AGAIN],
    '0.1.0',
    /replaces the runner/,
  ],
  ['what only the launch template holds', {}, {}, relaunched('Static'), '0.1.0', /replaces the manager/],
  ['what waits for a function’s answer', {}, {}, relaunched('Dynamic'), '0.1.0', /changes nothing that runs/],
  [
    'a bucket that goes',
    {},
    {},
    [change('CacheBucket', [], { Action: 'Remove' })],
    '0.1.0',
    /makes anew: CacheBucket/,
  ],
])('a change of %s', (_, before, after, changes, version, words) => {
  const parameters = { ...GIVEN, GitLabToken: '****', ...before };
  expect(
    describe({ ...stack, parameters }, { parameters: { ...parameters, ...after }, changes, version }),
  ).toMatch(words);
});
