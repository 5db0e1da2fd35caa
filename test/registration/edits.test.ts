import { expect, test } from 'vitest';
import { rememberSecrets } from '../../functions/custom-resource/secrets.ts';
import { GitLabError, type Outcome } from '../../functions/registration/gitlab/error.ts';
import { memoryWorld, PROPERTIES } from '../support/memory/world.ts';
import { told } from '../support/told.ts';

/** A registered runner with the tags a and b, what is stored of it, and what an Update does. */
async function registered() {
  const world = memoryWorld();
  const { resource, request, store, gitLab } = world;
  const { ParameterName: id } = await resource.ensure(request(PROPERTIES));
  const stored = () => JSON.parse(store.parameters.get(id)?.value ?? '{}');
  const before = gitLab.calls.length;
  return {
    ...world,
    id,
    stored,
    keyOf: () => store.parameters.get(id)?.key,
    calls: () => gitLab.calls.slice(before),
    update: (changes: Record<string, string> = {}) =>
      resource.ensure(request({ ...PROPERTIES, ...changes }, undefined, id)),
    /** Back to what it was, in a rollback. */
    rollBack: () => resource.ensure({ ...request(PROPERTIES, undefined, id), isReversal: async () => true }),
    failEdits(outcome: Outcome) {
      gitLab.before = (call) => {
        if (call === 'edit') throw new GitLabError(told('No.'), outcome);
      };
    },
  };
}

const VERIFIED = ['verify', 'forgetManager'];

test('an Update that changes nothing asks GitLab for its runner alone, and writes nothing', async () => {
  const { update, calls, stored } = await registered();
  const before = stored();
  expect(await update()).toMatchObject({ ParameterVersion: '2' });
  expect([calls(), stored()]).toEqual([VERIFIED, before]);
});

test('an edit is on record while it is made, and its attributes when it is done', async () => {
  const { update, gitLab, stored, id } = await registered();
  const during: unknown[] = [];
  gitLab.before = () => void during.push(stored());
  const before = stored();
  expect(await update({ Tags: 'c', GitLabToken: 'glpat-MARKED-renewed' })).toMatchObject({
    ParameterVersion: '4',
    ParameterName: id,
  });
  expect(during).toEqual(Array(4).fill({ ...before, editing: true }));
  expect(stored()).toEqual({ ...before, attributes: { ...before.attributes, tags: ['c'] } });
  expect(gitLab.runners.get('1')?.fields).toMatchObject({
    tag_list: ['c'],
    description: expect.stringMatching(/^ci \[stack-\w{12}\]$/),
  });
});

test.each([
  'refused',
  'unreachable',
] as const)('an edit that was %s leaves nothing to do for its rollback', async (outcome) => {
  const { update, rollBack, failEdits, stored, calls } = await registered();
  const before = stored();
  failEdits(outcome);
  await expect(update({ Tags: 'c' })).rejects.toThrow('No.');
  expect(stored()).toEqual(before);
  await rollBack();
  expect(calls()).toEqual([...VERIFIED, 'describe', 'edit']);
});

test('an edit of which nothing is known stays on record, and its rollback puts the runner right', async () => {
  const { update, rollBack, failEdits, stored, calls, gitLab } = await registered();
  const before = stored();
  failEdits('unknown');
  await expect(update({ Tags: 'c' })).rejects.toThrow('No.');
  expect(stored()).toEqual({ ...before, editing: true });
  gitLab.before = () => undefined;
  await rollBack();
  expect(calls()).toEqual([...VERIFIED, 'describe', 'edit', 'describe', 'edit']);
  expect(stored()).toEqual(before);
});

test.each([
  'refused',
  'unreachable',
  'unknown',
] as const)('a rollback that is %s succeeds all the same, says what the runner may carry, and the record stays', async (outcome) => {
  const { update, rollBack, failEdits, stored, warnings } = await registered();
  failEdits('unknown');
  await expect(update({ Tags: 'c' })).rejects.toThrow('No.');
  const recorded = stored();
  failEdits(outcome);
  expect(await rollBack()).toMatchObject({ RunnerId: '1', ParameterVersion: '3' });
  expect(stored()).toEqual(recorded);
  expect(warnings).toEqual(['Runner 1 may still carry the attributes of the update that was rolled back.']);
  await expect(update({ Tags: 'd' })).rejects.toThrow('No.');
  expect(stored()).toEqual(recorded);
});

test('another key: written anew under it, and GitLab is asked for the runner alone', async () => {
  const { update, calls, stored, keyOf } = await registered();
  const before = stored();
  expect(await update({ KeyArn: 'arn:key' })).toMatchObject({ ParameterVersion: '3' });
  expect([keyOf(), stored(), calls()]).toEqual(['arn:key', { ...before, key: 'arn:key' }, VERIFIED]);
  expect(await update({ KeyArn: 'arn:key' })).toMatchObject({ ParameterVersion: '3' });
});

test('another key beside other attributes: both, in one edit', async () => {
  const { update, calls, stored, keyOf } = await registered();
  await update({ KeyArn: 'arn:key', Tags: 'c' });
  expect([keyOf(), stored().key, stored().attributes.tags, calls()]).toEqual([
    'arn:key',
    'arn:key',
    ['c'],
    [...VERIFIED, 'describe', 'edit'],
  ]);
});

test('other attributes beside a token that is no access token make another runner, and edit none', async () => {
  const { resource, request, gitLab } = memoryWorld();
  const registration = { ...PROPERTIES, GitLabToken: 'GR1348941MARKED', RunnerScope: '' };
  const { ParameterName } = await resource.ensure(request(registration));
  await resource.ensure(request({ ...registration, Tags: 'c' }, undefined, ParameterName));
  expect(gitLab.calls).toEqual(['create', 'create']);
});

test('the token of a stored registration is a secret from the moment that it is read', async () => {
  const { resource, request, gitLab } = await registered();
  const secrets = rememberSecrets();
  await resource.ensure({ ...request(PROPERTIES), secrets });
  expect(secrets.redact(`of ${gitLab.runners.get('1')?.token}`)).toBe('of [secret]');
});
