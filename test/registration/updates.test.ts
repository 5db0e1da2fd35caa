import { expect, test } from 'vitest';
import { GitLabError } from '../../functions/registration/gitlab/error.ts';
import { memoryWorld, PROPERTIES } from '../support/memory/world.ts';

const EDITED = { ...PROPERTIES, Tags: 'a,b,c' };
const REGISTRATION = { ...PROPERTIES, GitLabToken: 'GR1348941MARKED', RunnerScope: '' };
const unreachable = () => {
  throw new GitLabError('gitlab.example.com could not be reached.', 'unreachable');
};
const refused = () => {
  throw new GitLabError('GitLab does not accept the credential (401).', 'refused', 401);
};

async function created(raw: Record<string, string> = PROPERTIES) {
  const world = memoryWorld();
  const data = await world.resource.ensure(world.request(raw));
  const update = (to: Record<string, string>) =>
    world.resource.ensure(world.request(to, undefined, data.ParameterName));
  return { ...world, data, update, calls: () => world.gitLab.calls.slice(1) };
}

test('74. an Update that changes nothing makes no call', async () => {
  const { data, update, calls } = await created();
  expect(await update(PROPERTIES)).toEqual(data);
  expect(calls()).toEqual([]);
});

test('75. changed tags are edited in place with an access token', async () => {
  const { data, update, calls, gitLab } = await created();
  expect((await update(EDITED)).ParameterName).toBe(data.ParameterName);
  expect(calls()).toEqual(['edit']);
  expect(gitLab.runners.get('1')?.fields).toMatchObject({ tag_list: ['a', 'b', 'c'] });
});

test('75. changed tags are a new runner with a registration token', async () => {
  const { data, update } = await created(REGISTRATION);
  const { ParameterName } = await update({ ...REGISTRATION, Tags: 'a,b,c' });
  expect(ParameterName).not.toBe(data.ParameterName);
});

test('75. tags beside a runner token are refused with a sentence', () => {
  const { request } = memoryWorld();
  expect(() => request({ ...PROPERTIES, GitLabToken: 'glrt-MARKED', RunnerScope: '' })).toThrow(
    'set them in GitLab',
  );
});

test('78. a renewed access token makes no new runner and no call', async () => {
  const { data, update, calls } = await created();
  expect(await update({ ...PROPERTIES, GitLabToken: 'glpat-MARKED-renewed' })).toEqual(data);
  expect(calls()).toEqual([]);
});

test('80a. a refused edit is reversed without a call', async () => {
  const { update, gitLab, calls } = await created();
  gitLab.before = refused;
  await expect(update(EDITED)).rejects.toThrow('401');
  await update(PROPERTIES);
  expect(calls()).toEqual(['edit']);
});

test('80. an edit whose answer was lost is put back by the reversed Update', async () => {
  const { update, gitLab } = await created();
  gitLab.after = () => {
    throw new GitLabError('no answer', 'unknown');
  };
  await expect(update(EDITED)).rejects.toThrow();
  expect(gitLab.runners.get('1')?.fields).toMatchObject({ tag_list: ['a', 'b', 'c'] });
  gitLab.after = () => undefined;
  await update(PROPERTIES);
  expect(gitLab.runners.get('1')?.fields).toMatchObject({ tag_list: ['a', 'b'] });
});

test('80b. the new runner of an Update whose answer was lost is removed by the reversed Update', async () => {
  const { data, update, gitLab, store } = await created();
  await update({ ...PROPERTIES, GitLabUrl: 'https://new.example.com' });
  expect(gitLab.runners.size).toBe(2);
  await update(PROPERTIES);
  expect([...gitLab.runners.keys()]).toEqual(['1']);
  expect([...store.parameters.keys()]).toEqual([data.ParameterName]);
});

test('80c. an edit that fails because GitLab is down, and stays down, rolls back', async () => {
  const { data, update, gitLab } = await created();
  gitLab.before = unreachable;
  await expect(update(EDITED)).rejects.toThrow('could not be reached');
  expect((await update(PROPERTIES)).RunnerId).toBe(data.RunnerId);
});

test('80d. a changed key rewrites the document, and back again', async () => {
  const { data, update, store, calls } = await created();
  await update({ ...PROPERTIES, KeyArn: 'arn:aws:kms:eu-central-1:123456789012:key/new' });
  expect(store.parameters.get(data.ParameterName)?.key).toContain('key/new');
  await update(PROPERTIES);
  expect(store.parameters.get(data.ParameterName)?.key).toBe('');
  expect(calls()).toEqual([]);
});

test('82. a parameter that was deleted by hand is registered anew by the next Update', async () => {
  const { data, update, store, gitLab } = await created();
  store.parameters.clear();
  expect((await update(PROPERTIES)).RunnerId).toBe('2');
  expect(store.parameters.has(data.ParameterName)).toBe(true);
  expect(gitLab.calls.filter((call) => call === 'create')).toHaveLength(2);
});

test('80. an adopted runner is verified, its extra manager forgotten, and never removed', async () => {
  const world = memoryWorld();
  world.gitLab.runners.set('9', { id: '9', token: 'glrt-MARKED-mine', fields: {} });
  const adopted = { GitLabUrl: PROPERTIES.GitLabUrl, GitLabToken: 'glrt-MARKED-mine', Description: 'ci' };
  await world.resource.ensure(world.request(adopted));
  expect(world.gitLab.calls).toEqual(['verify', 'forgetManager']);
  await world.resource.remove(world.request(adopted));
  expect([...world.gitLab.runners.keys()]).toEqual(['9']);
  expect(world.store.parameters.size).toBe(0);
});
