import { expect, test } from 'vitest';
import { GitLabError } from '../../functions/registration/gitlab/error.ts';
import { memoryWorld, PROPERTIES } from '../support/memory/world.ts';
import { told } from '../support/told.ts';

// The runner is made, and nobody hears of it.

const lost = () => {
  throw new GitLabError(told('No answer.'), 'unknown', 502);
};
const LOOK = ['findByMarker', 'removeById'];

/** A world in which the answers to the calls with these numbers are lost. */
function worldLosing(...numbers: number[]) {
  const world = memoryWorld();
  let calls = 0;
  world.gitLab.after = () => (numbers.includes(++calls) ? lost() : undefined);
  const markerOf = (id: string) =>
    /\[stack-\w+\]/.exec(String(world.gitLab.runners.get(id)?.fields.description))?.[0] ?? 'none';
  return { ...world, markerOf, create: () => world.resource.ensure(world.request(PROPERTIES)) };
}

test('what may have been made is removed before another is made', async () => {
  const { create, gitLab, warnings } = worldLosing(1);
  expect(await create()).toMatchObject({ RunnerId: '2' });
  expect(gitLab.calls).toEqual(['create', ...LOOK, 'create', 'findByMarker']);
  expect([...gitLab.runners.keys()]).toEqual(['2']);
  expect(warnings).toEqual([]);
});

test('what GitLab makes late goes, too, and the runner in use stays', async () => {
  const { create, gitLab } = worldLosing(1);
  const { create: make } = gitLab;
  gitLab.create = async (...given) => {
    const runner = await make(...given);
    gitLab.runners.set('late', { id: 'late', token: 'late', fields: given[3] });
    return runner;
  };
  await create();
  expect([...gitLab.runners.keys()]).toEqual(['2']);
});

test('when it cannot be looked for, no other is made, and the reason names the marker', async () => {
  const { create, gitLab, markerOf } = worldLosing(1);
  gitLab.findByMarker = async () => {
    throw new GitLabError(told('You may not look.'), 'refused', 403);
  };
  const error = await create().catch((thrown: Error) => thrown);
  expect(error).toMatchObject({
    name: 'OperatorError',
    message: `No answer. Whether a runner was registered is not known: look in GitLab for one whose description holds ${markerOf('1')}, remove it, and try again.`,
  });
  expect(gitLab.calls).toEqual(['create']);
});

test('when the second try fails, too, its reason is told with the marker', async () => {
  const { create, gitLab, markerOf } = worldLosing(1, 4);
  const failure = create();
  await expect(failure).rejects.toThrow(/^No answer\. Whether a runner was registered is not known: /);
  await expect(failure).rejects.toThrow(markerOf('2'));
  expect(gitLab.calls).toEqual(['create', ...LOOK, 'create']);
});

test('when the last look fails, the runner is used and the log names it and the marker', async () => {
  const { create, warnings, markerOf } = worldLosing(1, 5);
  expect(await create()).toMatchObject({ RunnerId: '2' });
  expect(warnings).toEqual([
    `A runner beside 2 may have ${markerOf('2')} in its description: delete it in GitLab.`,
  ]);
});

test('a registration token, which cannot look, asks once and names the marker', async () => {
  const { resource, request, gitLab, markerOf, store } = worldLosing(1);
  const registration = { ...PROPERTIES, GitLabToken: 'GR1348941MARKED', RunnerScope: '' };
  const failure = resource.ensure(request(registration));
  await expect(failure).rejects.toThrow('Whether a runner was registered is not known');
  await expect(failure).rejects.toThrow(markerOf('1'));
  expect([gitLab.calls, store.parameters.size]).toEqual([['create'], 0]);
});

test.each([
  ['a refusal', new GitLabError(told('No.'), 'refused', 403)],
  ['a GitLab that is down', new GitLabError(told('Down.'), 'unreachable')],
  ['a surprise', new TypeError('surprise')],
])('%s is passed on as it is, and the claim goes', async (_, error) => {
  const { create, gitLab, store } = worldLosing();
  gitLab.before = () => {
    throw error;
  };
  await expect(create()).rejects.toBe(error);
  expect([gitLab.calls, store.parameters.size]).toEqual([['create'], 0]);
});
