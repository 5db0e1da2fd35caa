import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { ResourceChange } from '@aws-sdk/client-cloudformation';
import { describe, expect, test } from 'vitest';
import { PROJECT } from '../../scripts/lib/project.ts';
import { GIVEN } from '../../scripts/lib/samples/parameters.ts';
import { parseTemplate, readTemplate, TEMPLATE_FILE } from '../../scripts/lib/template.ts';
import { describeChangeSet } from '../../scripts/status/change-set.ts';
import { readable } from '../../scripts/status/preview.ts';
import { differences, unpackaged } from '../../scripts/status/unexplained.ts';
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
  ['nothing', {}, {}, [], '0.2.0', /changes nothing that runs\.[\s\S]*Parameters: unchanged/],
  ['the idle time', {}, { IdleTime: '60' }, [], '0.2.0', /reloads\.[\s\S]*Parameters: IdleTime\n/],
  ['the number of workers', {}, { MaxWorkers: '7' }, [], '0.2.0', /replaces the manager/],
  ['the version', {}, {}, [], '0.3.0', /replaces the manager\.\nVersion: 0\.2\.0 → 0\.3\.0/],
  ['the scope', {}, { RunnerScope: 'group/1' }, [], '0.2.0', /replaces the runner/],
  ['the tags, with an access token', {}, { RunnerTags: 'aws' }, [], '0.2.0', /changes nothing that runs/],
  [
    'the tags, with a registration token',
    { RunnerScope: '' },
    { RunnerTags: 'aws' },
    [],
    '0.2.0',
    /replaces the runner/,
  ],
  [
    'an access token that is given again',
    {},
    {},
    [TOKEN_AGAIN],
    '0.2.0',
    /changes nothing that runs\.[\s\S]*Parameters: GitLabToken/,
  ],
  [
    'the workers of a stack whose credential is kept elsewhere',
    { GitLabTokenSource: '/ci/gitlab-token', GitLabTokenKind: 'access' },
    { MaxWorkers: '7' },
    [],
    '0.2.0',
    /replaces the manager/,
  ],
  [
    'a registration token that is given again',
    { RunnerScope: '' },
    {},
    [TOKEN_AGAIN],
    '0.2.0',
    /replaces the runner/,
  ],
  ['what only the launch template holds', {}, {}, relaunched('Static'), '0.2.0', /replaces the manager/],
  ['what waits for a function’s answer', {}, {}, relaunched('Dynamic'), '0.2.0', /changes nothing that runs/],
  [
    'a bucket that goes',
    {},
    {},
    [change('CacheBucket', [], { Action: 'Remove' })],
    '0.2.0',
    /makes anew: CacheBucket/,
  ],
])('a change of %s', (_, before, after, changes, version, words) => {
  const parameters = { ...GIVEN, GitLabToken: '****', ...before };
  expect(
    describeChangeSet(
      { ...stack, parameters },
      { parameters: { ...parameters, ...after }, changes, version, unexplained: [] },
    ),
  ).toMatch(words);
});

/** The template as SAM CLI writes it out again, with a function's code elsewhere. */
const SAM = `import sys; from samcli.yamlhelper import yaml_dump, yaml_parse
template = yaml_parse(open(sys.argv[1]).read())
for name, resource in template['Resources'].items():
  if resource['Type'] == 'AWS::Serverless::Function':
    resource['Properties']['CodeUri'] = 's3://bucket/gitlab-runner-stack/' + name
    resource['Metadata'] = {**resource.get('Metadata', {}), 'SamResourceId': name}
print(yaml_dump(template))`;
const packaged = execFileSync(join(PROJECT, '.tools/sam/bin/python3'), ['-c', SAM, TEMPLATE_FILE], {
  encoding: 'utf8',
});

test('a new version is the one of this checkout, whatever SAM CLI made of its text', () => {
  const [young, here] = [parseTemplate(packaged), readTemplate()];
  expect(differences(unpackaged(young), unpackaged(here))).toEqual([]);
  expect(differences(young, here)).toContain('RegistrationFunction');
});

describe('a change set of the same version that is not of this template', () => {
  const old = parseTemplate(packaged);
  const other = (name: string) => {
    const resource = old.Resources[name];
    return { [name]: { ...resource, Properties: { ...resource?.Properties, Other: 'x' } } };
  };

  test.each<[string, object]>([
    ['Backdoor', { Backdoor: { Type: 'AWS::IAM::User', Properties: {} } }],
    ['ManagerRole', other('ManagerRole')],
    ['PreflightFunction', other('PreflightFunction')],
    ['ManagerLaunchTemplate', other('ManagerLaunchTemplate')],
  ])('is not vouched for, but for %s shown as what it is', (name, resources) => {
    const young = { ...old, Resources: { ...old.Resources, ...resources } } as typeof old;
    const parameters = { ...GIVEN, GitLabToken: '****' };
    const changes = [change(name, [], { Action: name === 'Backdoor' ? 'Add' : 'Modify' })];
    const unexplained = differences(young, old);
    const said = describeChangeSet(
      { ...stack, parameters },
      { parameters, changes, version: '0.2.0', unexplained },
    );
    expect(said).toMatch(new RegExp(`also changes ${name}, which this checkout does not explain`));
    expect(said).toMatch(new RegExp(`CloudFormation (adds|modifies): ${name}\\n`));
  });

  test.each(['!ImportValue', '!GetAZs', '!Other'])('nor read past a %s, which is no part of it', (tag) => {
    const text = packaged.replace('Effect: Allow', `Effect: ${tag} Allow`);
    expect(() => readable(text)).toThrow(
      new RegExp(`^The template cannot be read, .*Unresolved tag: ${tag} at line \\d+, column \\d+\\.$`),
    );
  });

  test('nor in what its resources share', () => {
    const young = { ...old, Mappings: { ...old.Mappings, More: {} } };
    expect(differences(young, old)).toEqual(['Mappings']);
  });
});

test('a version that is none is unknown, and nothing of it or of a name reaches the terminal', () => {
  const hostile = '0.2.0\u001b]52;c;cm0gLXJm\u0007';
  const parameters = { ...GIVEN, GitLabToken: '****', '\u001b[2J': 'x' };
  const outputs = { ...stack.outputs, Version: hostile };
  const changes = [change('Bucket\u001b[1A', [])];
  const changeSet = { parameters, changes, version: '0.2.0', unexplained: ['\u202eRole'] };
  const said = describeChangeSet({ ...stack, parameters: GIVEN, outputs }, changeSet);
  expect(said.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(said).toContain('Version: unknown → 0.2.0');
});
