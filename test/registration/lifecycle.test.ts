import { expect, test } from 'vitest';
import { GitLabError } from '../../functions/registration/gitlab/error.ts';
import { refusedBy } from '../support/memory/aws.ts';
import { memoryWorld, PROPERTIES } from '../support/memory/world.ts';
import { told } from '../support/told.ts';

// What takes minutes against a real clock; everything else of the lifecycle is in scenarios/.

test('a Create that outlasts a Delete notices and undoes itself, and a note tells of it', async () => {
  const { resource, request, gitLab, store } = memoryWorld();
  let goOn = (): void => undefined;
  const asked = new Promise<void>((resolve) => {
    gitLab.after = (call) => {
      resolve();
      return call === 'create' ? new Promise<void>((release) => (goOn = release)) : undefined;
    };
  });
  const creating = resource.ensure(request(PROPERTIES));
  await asked;
  await resource.remove(request(PROPERTIES));
  goOn();
  await expect(creating).rejects.toThrow('was deleted while');
  expect(gitLab.runners.size).toBe(0);
  expect([...store.parameters.keys()]).toEqual([expect.stringMatching(/left-behind$/)]);
});

test('two braces in a description are never stored as such, which Parameter Store refuses, and are compared as given', async () => {
  const { resource, request, gitLab, store } = memoryWorld();
  const properties = { ...PROPERTIES, Description: 'runner of {{team}}' };
  const { ParameterName } = await resource.ensure(request(properties));
  expect(String(gitLab.runners.get('1')?.fields.description)).toMatch(/^runner of \{\{team}} /);
  expect([...store.parameters.values()].filter(({ value }) => value.includes('{{'))).toEqual([]);
  const { calls } = gitLab;
  const asked = calls.length;
  await resource.ensure(request(properties, undefined, ParameterName));
  expect(calls.slice(asked)).toEqual(['verify', 'forgetManager']);
});

test('an edit whose answer was lost is put back by the reversed Update', async () => {
  const { resource, request, gitLab } = memoryWorld();
  const { ParameterName } = await resource.ensure(request(PROPERTIES));
  const update = (Tags: string) =>
    resource.ensure(request({ ...PROPERTIES, Tags }, undefined, ParameterName));
  gitLab.after = (call) => {
    if (call === 'edit') throw new GitLabError(told('no answer'), 'unknown');
  };
  await expect(update('a,b,c')).rejects.toThrow();
  expect(gitLab.runners.get('1')?.fields).toMatchObject({ tag_list: ['a', 'b', 'c'] });
  gitLab.after = () => undefined;
  await update('a,b');
  expect(gitLab.runners.get('1')?.fields).toMatchObject({ tag_list: ['a', 'b'] });
});

test.each([
  ['of its own', undefined],
  ['of CloudFormation', 'ci-Registration-1ABCDEF'],
])('a Delete under an id %s that Parameter Store fails says where to look for what is left', async (_, id) => {
  const { resource, request, gitLab, store } = memoryWorld();
  const { ParameterName } = await resource.ensure(request(PROPERTIES));
  store.before = () => {
    throw refusedBy('ssm:GetParameter', 'InternalServerError');
  };
  const removal = resource.remove(request(PROPERTIES, id ?? ParameterName));
  const marker = /\[stack-\w+\]/.exec(String(gitLab.runners.get('1')?.fields.description))?.[0];
  await expect(removal).rejects.toThrow(
    'ssm:GetParameter failed with InternalServerError: try again, and see the function log if it stays so. Look for what is left under ' +
      '/gitlab-runner/11111111-2222-3333-4444-555555555555/Registration/ in Parameter Store, ' +
      `and in GitLab for a runner with ${marker} in its description.`,
  );
});

test('such a Delete says nothing of a runner that is the user’s', async () => {
  const { resource, request, store } = memoryWorld();
  store.before = () => {
    throw refusedBy('ssm:GetParameter', 'InternalServerError');
  };
  const adopted = { ...PROPERTIES, GitLabToken: 'glrt-MARKED', RunnerScope: '', Tags: '' };
  await expect(resource.remove(request(adopted))).rejects.toThrow(/in Parameter Store\.$/);
});

test('an Update is not held up by an earlier registration that nobody can read any more, and a note names it', async () => {
  const { resource, request, gitLab, store, warnings } = memoryWorld();
  const { ParameterName: stray } = await resource.ensure(request(PROPERTIES));
  const moved = { ...PROPERTIES, GitLabUrl: 'https://two.example.com' };
  const { ParameterName } = await resource.ensure(request(moved, undefined, stray));
  store.before = (action, name) => {
    if (action === 'read' && name === stray) throw refusedBy('ssm:GetParameter', 'KMSInvalidState');
  };
  const edited = await resource.ensure(request({ ...moved, Tags: 'c' }, undefined, ParameterName));
  expect(edited).toMatchObject({ ParameterName, RunnerId: '2' });
  const marker = /\[stack-\w+\]/.exec(String(gitLab.runners.get('1')?.fields.description))?.[0] ?? '';
  const note = store.parameters.get(`${stray}/left-behind`)?.value;
  expect(note).toContain(`${stray} could not be removed: ssm:GetParameter failed with KMSInvalidState`);
  expect(note).toContain(`in GitLab the runner with ${marker} in its description`);
  expect(warnings.join()).toContain(marker);
});

test('nor by a path that cannot be listed', async () => {
  const { resource, request, store, warnings } = memoryWorld();
  const { ParameterName } = await resource.ensure(request(PROPERTIES));
  store.before = (action) => {
    if (action === 'list') throw refusedBy('ssm:GetParametersByPath', 'ThrottlingException');
  };
  await resource.ensure(request({ ...PROPERTIES, Tags: 'c' }, undefined, ParameterName));
  expect(warnings).toEqual([
    expect.stringContaining('other registrations could not be seen: ssm:GetParametersByPath failed'),
  ]);
});
