import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { parseProperties } from '../../functions/registration/properties.ts';
import { json } from '../../scripts/local/stand-ins/gitlab/reply.ts';
import { type RunningStack, startStack } from '../support/lambda/stack.ts';
import { create, expectNothing, expectOneRunner } from './create.ts';

let stack: RunningStack;
let sources = 0;
beforeAll(async () => {
  stack = await startStack();
}, 60_000);
afterEach(() => {
  stack.gitLab.meet();
  expect(stack.output()).not.toContain('MARKED');
});
afterAll(() => stack.stop());

/** The properties of a credential that is kept in a SecureString. */
async function kept(Value: string, GitLabTokenKind: string) {
  const Name = `/ci/token-${++sources}`;
  await stack.ssm.send(new PutParameterCommand({ Name, Value, Type: 'SecureString' }));
  return { GitLabToken: '', GitLabTokenSource: Name, GitLabTokenKind, RunnerScope: 'project/7' };
}
const parsed = (changes: Readonly<Record<string, string>>) => () =>
  parseProperties({ GitLabUrl: 'https://gitlab.example.com', Description: 'ci', ...changes });

const PASTED: readonly [string, string][] = [
  ['a zero-width space', 'glpat-MARKED\u200b'],
  ['a dash of a text processor', 'glpat\u2013MARKED'],
  ['an ellipsis', 'glpat-MARKED\u2026'],
  ['a letter with an accent', 'glpat-MÁRKED'],
  ['a no-break space inside', 'glpat-MARKED\u00a0x'],
  ['a NUL', 'glpat-MARKED\u0000'],
  ['a line break inside', 'glpat-MARKED\nglpat-other'],
  ['quotes around it', '"glpat-MARKED"'],
  ['single quotes around it', "'glpat-MARKED'"],
  ['typographic quotes around it', '\u201cglpat-MARKED\u201d'],
  ['backquotes around it', '`glpat-MARKED`'],
  ['brackets around it', '<glpat-MARKED>'],
  ["its header's name before it", 'PRIVATE-TOKEN: glpat-MARKED'],
  ["its header's name before it, without a space", 'PRIVATE-TOKEN:glpat-MARKED'],
  ['Bearer before it', 'Bearer glpat-MARKED'],
  ['token= before it', 'token=glpat-MARKED'],
  ["a variable's name before it", 'GITLAB_TOKEN=glpat-MARKED'],
  ["a variable's name before its prefix", 'CI=acme-glrt-MARKED'],
  ['a user before it', 'oauth2:glpat-MARKED'],
  ['round brackets around it', '(glpat-MARKED)'],
  ['a colon behind it', 'glpat-MARKED:'],
  ["an address's ampersand behind it", 'glpat-MARKED&'],
  ["a table's line behind it", 'glrt-MARKED|'],
  ['JSON around it', '{"token":"glpat-MARKED"}'],
  ['a comma behind it', 'glpat-MARKED,'],
  ['a variable in its place', '$GITLAB_TOKEN_MARKED'],
  ["a pipeline's variable in its place", '%GITLAB_TOKEN_MARKED%'],
  ['a mark to be replaced in its place', '__GITLAB_TOKEN_MARKED__'],
  ['asterisks in its place', '****'],
  ['an address in its place', 'https://gitlab.com/MARKED'],
];

describe.each(PASTED)('a credential with %s', (_, pasted) => {
  const said =
    'is not a token alone, but holds white space, quotes, JSON, the name of a header or characters that no token has: give the token as GitLab shows it';

  test('is refused by the name of its parameter', () => {
    const given = parsed({ GitLabToken: pasted, RunnerScope: 'project/7' });
    expect(given).toThrow(`GitLabToken ${said}`);
  });

  test.skipIf(pasted.includes('\u0000'))('is refused by the name of its source', async () => {
    const given = await kept(pasted, 'access');
    const made = await create(stack, given);
    expectNothing(made, `What GitLabTokenSource names, ${given.GitLabTokenSource}, ${said}.`, 0);
    expect(made.requests).toEqual([]);
  });
});

test.each([
  ['a line break behind it', '\n'],
  ['the line break of Windows behind it', '\r\n'],
])('a credential with %s is used without it', async (_, end) => {
  const { gitLab } = stack;
  const GitLabToken = gitLab.issueAccessToken(['create_runner', 'manage_runner']);
  expectOneRunner(
    await create(stack, { GitLabToken: `\ufeff${GitLabToken}${end}`, RunnerScope: 'project/7' }),
  );
  expectOneRunner(await create(stack, await kept(`\ufeff${GitLabToken}${end}`, 'access')));
});

test.each([
  'null',
  'undefined',
  'None',
  'changeme',
  'change-me',
  'REPLACE_ME',
  'xxx',
  'XXXXXXXXXXXXXXXXXXXX',
  'GLPAT-MARKED',
  'ACME-GLRT-MARKED',
  'oauth2:MARKED',
  'gitlab-ci-token:MARKED',
  'root:MARKED',
])('%s in the place of a credential is refused, and not sent as a registration token', (GitLabToken) => {
  expect(parsed({ GitLabToken })).toThrow('GitLabToken is not a token alone');
});

test.each([
  'acme:MARKED',
  '/acme-MARKED',
  'a/b=c+d@e:f.g-MARKED',
  'GLPAT-MARKED',
  'xxxMARKED',
  'none-MARKED',
])("%s, with an administrator's own prefix, is taken where its kind is said", async (GitLabToken) => {
  const given = { GitLabToken, GitLabTokenKind: 'access', RunnerScope: 'project/7' };
  expect(parsed(given)()).toMatchObject({ kind: 'access', credential: { value: GitLabToken } });
  const made = await create(stack, await kept(GitLabToken, 'access'));
  expectNothing(made, '(401: 401 Unauthorized)');
});

test.each([
  '/ci/token',
  '/token',
  'arn:aws:secretsmanager:eu-central-1:123456789012:secret:ci',
])('the name %s in the place of a credential is told where to give it', (name) => {
  expect(parsed({ GitLabToken: name })).toThrow(
    'GitLabToken is a name and no token: set GitLabTokenSource to the name that holds the token itself',
  );
});

test('a name that a source holds in the place of a credential is told to hold none', async () => {
  const given = await kept('/other/name', 'access');
  const said = 'is a name and no token: set GitLabTokenSource to the name that holds the token itself';
  expectNothing(await create(stack, given), `names, ${given.GitLabTokenSource}, ${said}`, 0);
});

test('a registration token in base64 that begins with a slash is taken where its kind is said', () => {
  const GitLabToken = '/MARKED/def+gh==';
  expect(parsed({ GitLabToken, GitLabTokenKind: 'registration' })()).toMatchObject({
    credential: { value: GitLabToken },
  });
});

test.each([
  ['gldt-MARKED', 'a deploy token'],
  ['glcbt-MARKED', 'a CI/CD job token'],
  ['acme-glptt-MARKED', 'a pipeline trigger token'],
  ['glft-MARKED', 'a feed token'],
])('%s can never make a runner, and is not sent', async (token, name) => {
  expect(parsed({ GitLabToken: token })).toThrow(`GitLabToken is ${name}, which cannot make a runner`);
  const made = await create(stack, await kept(token, 'access'));
  expectNothing(made, `is ${name}, which cannot make a runner`, 0);
});

test.each([
  ['acme-glpat-MARKED', 'access', 'project/7'],
  ['SIE-glpat-MARKED.01.abc', 'access', 'instance'],
  ['acme-ci-glrt-t3_MARKED.01.abc', 'runner', ''],
  ['acme-glrtr-MARKED', 'runner', ''],
  ['GR1348941MARKED', 'registration', ''],
  ['MARKED+of/an=instance', 'registration', ''],
])('%s is %s by its prefix', (GitLabToken, kind, RunnerScope) => {
  expect(parsed({ GitLabToken, RunnerScope })()).toMatchObject({ kind });
});

describe('a kind that does not go with RunnerScope', () => {
  const scope = { RunnerScope: 'project/7' };
  test.each([
    [{ GitLabToken: 'acme_MARKED' }, 'GitLabToken does not begin like one (glpat-)'],
    [{ GitLabToken: 'glrt-MARKED' }, 'GitLabToken begins like a runner token'],
    [{ GitLabTokenSource: '/ci/token', GitLabTokenKind: 'runner' }, 'GitLabTokenKind says runner'],
  ])('%o names GitLabTokenKind', (credential, why) => {
    expect(parsed({ ...credential, ...scope })).toThrow(
      `RunnerScope is only for access tokens, and ${why}: leave it empty, or set GitLabTokenKind to access`,
    );
  });
});

describe('a token that GitLab refuses', () => {
  test('names GitLabTokenKind where the kind was guessed', async () => {
    const made = await create(stack, { GitLabToken: 'acme_MARKED-of-an-administrator' });
    expectNothing(
      made,
      'GitLabToken was taken for a registration token: if it is of another kind, set GitLabTokenKind.',
    );
  });

  test('names it where registration tokens are off, too', async () => {
    stack.gitLab.allowRegistrationTokens(false);
    const made = await create(stack, { GitLabToken: 'acme_MARKED-of-an-administrator' });
    stack.gitLab.allowRegistrationTokens(true);
    expectNothing(made, 'GitLabToken was taken for a registration token');
  });

  test('names it where a source holds a token that begins like another kind', async () => {
    const made = await create(stack, { ...(await kept('glrt-MARKED', 'access')) });
    expectNothing(made, 'What GitLabTokenSource names was taken for an access token');
  });

  test('and begins like its kind is not asked for it', async () => {
    const made = await create(stack, { GitLabToken: 'glpat-MARKED-x', RunnerScope: 'project/7' });
    expect(made.reason).not.toContain('GitLabTokenKind');
  });

  test('by something before GitLab is not asked for it either', async () => {
    stack.gitLab.meet(json(403, { message: 'Forbidden' }));
    const made = await create(stack, { GitLabToken: 'acme_MARKED-of-an-administrator' });
    expect(made.reason).not.toContain('GitLabTokenKind');
  });
});
