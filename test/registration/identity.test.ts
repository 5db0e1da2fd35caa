import { describe, expect, test } from 'vitest';
import { asGitLabFields, DEFAULT_ATTRIBUTES } from '../../functions/registration/attributes.ts';
import { identify, markerOf, systemIdOf } from '../../functions/registration/identity.ts';
import { parseProperties } from '../../functions/registration/properties.ts';
import { STACK } from '../support/request.ts';

const KINDS = {
  registration: { GitLabToken: 'GR1348941MARKED', Tags: 'a' },
  access: { GitLabToken: 'glpat-MARKED', RunnerScope: 'project/7', Tags: 'a' },
  runner: { GitLabToken: 'glrt-MARKED' },
};
type Kind = keyof typeof KINDS;
const COMMON = { GitLabUrl: 'https://gitlab.example.com', Description: 'ci' };
const idOf = (kind: Kind, changes: Record<string, string> = {}, stack = STACK) =>
  identify(parseProperties({ ...COMMON, ...KINDS[kind], ...changes }), stack);

const OTHER_TOKEN = { registration: 'GR1348941MARKED-2', access: 'glpat-MARKED-2', runner: 'glrt-MARKED-2' };
const at = (GitLabTokenSource: string, GitLabTokenKind: string) => ({
  GitLabToken: '',
  GitLabTokenSource,
  GitLabTokenKind,
});

describe.each(Object.keys(KINDS) as Kind[])('the id of a runner by a token of the kind %s', (kind) => {
  const own = idOf(kind);
  const changes: Array<[what: string, change: Record<string, string>, kinds: readonly Kind[]]> = [
    ['address', { GitLabUrl: 'https://other.example.com' }, ['registration', 'access', 'runner']],
    ['credential', { GitLabToken: OTHER_TOKEN[kind] }, ['registration', 'runner']],
    ['place of the credential', at('/elsewhere', kind), ['registration', 'runner']],
    ['description', { Description: 'other' }, ['registration']],
    ['StrictDeregistration', { StrictDeregistration: 'true' }, []],
    ['authority', { GitLabCaCertificate: '/ca' }, []],
    ['key', { KeyArn: 'arn:key' }, []],
  ];
  const ofGitLab: typeof changes = [
    ['tags', { Tags: 'a,b' }, ['registration']],
    ['RunUntagged', { RunUntagged: 'false' }, ['registration']],
    ['Locked', { Locked: 'true' }, ['registration']],
    ['Protected', { Protected: 'true' }, ['registration']],
    ['MaximumTimeout', { MaximumTimeout: '600' }, ['registration']],
  ];

  test.each(kind === 'runner' ? changes : [...changes, ...ofGitLab])('and another %s', (_, change, kinds) => {
    expect(idOf(kind, change) !== own).toBe(kinds.includes(kind));
  });

  test('is another one in another stack and for another resource', () => {
    const stacks = [STACK, { ...STACK, guid: 'other' }, { ...STACK, logicalId: 'Other' }];
    const ids = stacks.map((stack) => idOf(kind, {}, stack));
    expect(ids).toEqual(
      stacks.map(({ guid, logicalId }) =>
        expect.stringMatching(`^/gitlab-runner/${guid}/${logicalId}/[0-9a-f]{32}$`),
      ),
    );
    expect(new Set(ids.map((id) => id.split('/').at(-1))).size).toBeGreaterThanOrEqual(2);
  });
});

test('another scope is another runner, and a source is not the token that reads the same', () => {
  expect(idOf('access', { RunnerScope: 'group/7' })).not.toBe(idOf('access'));
  expect(idOf('runner', at('/one', 'runner'))).not.toBe(idOf('runner', at('/two', 'runner')));
  expect(idOf('runner', at('glrt-MARKED', 'runner'))).not.toBe(
    idOf('runner', { GitLabToken: 'glrt-MARKED', GitLabTokenKind: 'runner', GitLabTokenSource: '' }),
  );
});

test('an upgrade of the stack keeps every id, since another one would register every runner anew', () => {
  expect((Object.keys(KINDS) as Kind[]).map((kind) => idOf(kind).split('/').at(-1))).toEqual([
    'a75b312c88a04936fd5ca77f04d31d7e',
    '527c10d97ed2972e59cd70a1cb2da0fd',
    '60f0753edba8be1389706849e9b64384',
  ]);
  expect([markerOf('id'), systemIdOf('id')]).toEqual(['stack-2d53b3c21fa5', 'r_2d53b3c21fa5']);
});

test('the marker is whole in a description that GitLab takes, however long the given one is', () => {
  const { description } = asGitLabFields({ ...DEFAULT_ATTRIBUTES, description: 'é'.repeat(2000) }, 'stack-x');
  expect(description).toMatch(/^é{900} \[stack-x\]$/);
  expect(asGitLabFields({ ...DEFAULT_ATTRIBUTES, description: '' }, 'stack-x').description).toBe('[stack-x]');
});
