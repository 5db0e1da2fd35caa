import { expect, test } from 'vitest';
import { rememberSecrets } from '../../functions/custom-resource/secrets.ts';
import { GitLabError } from '../../functions/registration/gitlab/error.ts';
import { memoryWorld, PROPERTIES } from '../support/memory/world.ts';
import { told } from '../support/told.ts';

const REGISTRATION = { ...PROPERTIES, GitLabToken: 'GR1348941MARKED', RunnerScope: '' };
const URL = PROPERTIES.GitLabUrl;

/** A registered runner, the marker in its description, and what a Delete does. */
async function registered(properties: Record<string, string> = PROPERTIES) {
  const world = memoryWorld();
  const { resource, request, gitLab, store } = world;
  const { ParameterName: id } = await resource.ensure(request(properties));
  const before = gitLab.calls.length;
  return {
    ...world,
    id,
    marker: /\[stack-\w+\]/.exec(String(gitLab.runners.get('1')?.fields.description))?.[0],
    calls: () => gitLab.calls.slice(before),
    remove: (change: Record<string, string> = {}) =>
      resource.remove(request({ ...properties, ...change }, id)),
    stored: () => [...store.parameters].map(([name, { value }]) => [name.replace(id, 'id'), value]),
    fail(...calls: Array<[call: string, error: Error]>) {
      gitLab.before = (call) => {
        for (const [name, error] of calls) if (name === call) throw error;
      };
    },
  };
}
const refusal = (status: number, outcome: 'refused' | 'unknown' = 'refused') =>
  new GitLabError(told('No.'), outcome, status);

test('a runner is removed by its own token, and its parameter after it', async () => {
  const { remove, calls, stored, warnings } = await registered();
  await remove();
  expect([calls(), stored(), warnings]).toEqual([['removeByToken'], [], []]);
});

test('a token that GitLab does not know: an access token removes the runner by its id, where its description has the marker', async () => {
  const { remove, calls, stored, fail } = await registered();
  fail(['removeByToken', refusal(403)]);
  await remove();
  expect([calls(), stored()]).toEqual([['removeByToken', 'describe', 'removeById'], []]);
});

test.each([
  ['another refusal than 403', PROPERTIES, refusal(400)],
  ['a 403 beside a registration token', REGISTRATION, refusal(403)],
  ['an answer that was lost', PROPERTIES, refusal(502, 'unknown')],
  ['a GitLab that is down', PROPERTIES, new GitLabError(told('No.'), 'unreachable')],
])('after %s a note and the log name the runner, and its token goes', async (_, properties, error) => {
  const { remove, calls, stored, warnings, fail, marker } = await registered(properties);
  fail(['removeByToken', error]);
  await remove();
  expect(calls()).toEqual(['removeByToken']);
  expect(stored()).toEqual([
    [
      'id/left-behind',
      `Runner 1 at ${URL} may still be registered: No. Look there for it and for ${marker} in descriptions, and delete what you find. Then delete this parameter.`,
    ],
  ]);
  expect(warnings).toEqual([`Runner 1 at ${URL} was not deregistered: No.`]);
});

test('an access token that may not delete leaves a note, too', async () => {
  const { remove, calls, stored, fail } = await registered();
  fail(['removeByToken', refusal(403)], ['removeById', refusal(401)]);
  await remove();
  expect([calls(), stored().length]).toEqual([['removeByToken', 'describe', 'removeById'], 1]);
});

test('an error that nobody thought of fails the Delete, and the token stays', async () => {
  const { remove, stored, fail, id } = await registered();
  fail(['removeByToken', new TypeError('surprise')]);
  await expect(remove()).rejects.toThrow('surprise');
  expect(stored()).toEqual([['id', expect.stringContaining('"registered"')]]);
  expect(id).toMatch(/^\/gitlab-runner\//);
});

test('a runner whose properties cannot be read is removed by what is stored of it', async () => {
  const { resource, request, id, calls, stored } = await registered();
  await resource.remove({ ...request(PROPERTIES, id), properties: undefined });
  expect([calls(), stored()]).toEqual([['removeByToken'], []]);
});

test('a Delete under an id of CloudFormation removes everything under the path, and nothing else', async () => {
  const { resource, request, gitLab, store } = await registered();
  await resource.ensure(request(REGISTRATION));
  const others = { value: 'a neighbour', version: 1, key: '' };
  store.parameters.set('/gitlab-runner/another/Registration/0', others);
  await resource.remove(request(PROPERTIES, 'ci-Registration-ABCDEF'));
  expect([gitLab.runners.size, [...store.parameters.values()]]).toEqual([0, [others]]);
});

test('nothing stored: no call, and the log names the marker', async () => {
  const { resource, request, store, calls, id, marker, warnings } = await registered();
  store.parameters.clear();
  await resource.remove(request(PROPERTIES, id));
  expect([calls(), warnings]).toEqual([
    [],
    [`Nothing is stored under ${id}: a runner with ${marker} in its description is nobody's.`],
  ]);
});

test('an access token that does not see the runner leaves a note, since 404 is no proof that it is gone', async () => {
  const { remove, calls, stored, fail } = await registered();
  fail(['removeByToken', refusal(403)], ['describe', refusal(404)]);
  await remove();
  expect([calls(), stored()]).toEqual([
    ['removeByToken', 'describe'],
    [['id/left-behind', expect.stringMatching(/^Runner 1 at .* may still be registered/)]],
  ]);
});

const OVERWRITTEN = [
  'text',
  '{}',
  '{"state":"registered"}',
  '{"state":"other","token":"x"}',
  'glrt-MARKED-by-hand',
];

test.each(
  OVERWRITTEN,
)('what was overwritten with %s is gone with a Delete, its runner by the marker', async (value) => {
  const { resource, request, store, id, stored, gitLab } = await registered();
  store.parameters.set(id, { value, version: 1, key: '' });
  await resource.remove(request(PROPERTIES, id));
  expect([stored(), gitLab.runners.size]).toEqual([[], 0]);
});

test.each(
  OVERWRITTEN,
)('what was overwritten with %s and has no access token leaves a note', async (value) => {
  const { resource, request, store, id, stored, marker, calls } = await registered(REGISTRATION);
  store.parameters.set(id, { value, version: 1, key: '' });
  await resource.remove(request(REGISTRATION, id));
  const note = `What was stored under ${id} was no registration. Look in GitLab for a runner with ${marker} in its description, and delete what you find. Then delete this parameter.`;
  expect([stored(), calls()]).toEqual([[['id/left-behind', note]], []]);
});

test('a runner token that GitLab repeats is taken out of the note', async () => {
  const { resource, request, gitLab, store, id, fail } = await registered(REGISTRATION);
  const token = gitLab.runners.get('1')?.token;
  fail(['removeByToken', new GitLabError(told(`The token ${token} is odd.`), 'refused', 400)]);
  await resource.remove({ ...request(REGISTRATION, id), secrets: rememberSecrets() });
  const notes = [...store.parameters.values()].map(({ value }) => value);
  expect(notes).toEqual([expect.stringContaining('The token [secret] is odd.')]);
});
