import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { DeleteParameterCommand, DescribeParametersCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StandInGitLab } from '../../../scripts/local/stand-ins/gitlab/gitlab.ts';
import { onlyOnce, unheard } from '../../support/cloudformation/deliveries.ts';
import { withFailingNeighbour } from '../../support/cloudformation/neighbour.ts';
import { byRegistrationToken, callsOf, startRegistered } from './play.ts';
import { type Scene, startScene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
}, 60_000);
afterAll(() => scene.stop());

const EDIT = [/^GET .runners.\d+$/, /^PUT .runners.\d+$/].map((one) => expect.stringMatching(one));
/** Whether GitLab knows the runner; the second takes back what the first leaves there. */
const VERIFIED = ['POST /runners/verify', 'DELETE /runners/managers'];
const tagsOf = (runners: ReadonlyMap<number, { tagList: readonly string[] }>) =>
  [...runners.values()].map(({ tagList }) => tagList.join());

test('an Update of nothing that GitLab keeps asks it for the runner alone and answers the same', async () => {
  const { stack, template, calls, answers } = await startRegistered(scene);
  expect(await stack.update(template({ StrictDeregistration: true }))).toBe('UPDATE_COMPLETE');
  expect(calls()).toEqual(VERIFIED);
  const [{ PhysicalResourceId, Data }] = answers();
  expect(answers()[1]).toMatchObject({ PhysicalResourceId, Data });
});

test('changed tags: an access token edits the runner in place', async () => {
  const { stack, template, gitLab, calls } = await startRegistered(scene);
  expect(await stack.update(template({ Tags: 'a,c', Description: 'edited' }))).toBe('UPDATE_COMPLETE');
  expect(calls()).toEqual([...VERIFIED, ...EDIT]);
  expect([...gitLab.runners.values()]).toMatchObject([
    { tagList: ['a', 'c'], description: expect.stringContaining('edited') },
  ]);
});

test('changed tags: with a registration token a new runner takes the place of the old one', async () => {
  const { stack, template, gitLab, runner, calls } = await startRegistered(scene, byRegistrationToken);
  expect(await stack.update(template({ Tags: 'a,c' }))).toBe('UPDATE_COMPLETE');
  expect(calls()).toEqual(['POST /runners', 'DELETE /runners']);
  expect(tagsOf(gitLab.runners)).toEqual(['a,c']);
  expect(gitLab.runners.has(runner.id)).toBe(false);
});

test('changed tags: beside a runner token they are refused with a sentence, and rolled back', async () => {
  const { stack, template, calls } = await startRegistered(scene, (gitLab) => ({
    GitLabToken: gitLab.addRunner('mine').token,
    RunnerScope: '',
    Tags: '',
  }));
  expect(await stack.update(template({ Tags: 'a' }))).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(stack.events[1]?.reason).toContain('set them in GitLab');
  expect(calls()).toEqual([]);
});

test('another GitLab: the new runner first; the old one goes at its old address by its old token', async () => {
  const { stack, template, gitLab, parameters, runner } = await startRegistered(scene);
  const other = await scene.newGitLab();
  const GitLabToken = other.issueAccessToken(['create_runner', 'manage_runner', 'read_api']);
  expect(await stack.update(template({ GitLabUrl: other.url, GitLabToken }))).toBe('UPDATE_COMPLETE');
  expect(callsOf(other)).toEqual(['POST /user/runners']);
  expect(gitLab.requests.at(-1)?.body).toBe(JSON.stringify({ token: runner.token }));
  expect(gitLab.runners.size).toBe(0);
  const [kept] = other.runners.values();
  expect(await parameters()).toMatchObject([{ Value: expect.stringContaining(kept?.token ?? 'none') }]);
});

test('another registration token: a new runner, and the old one goes by its own token', async () => {
  const { stack, template, gitLab, runner } = await startRegistered(scene, byRegistrationToken);
  const Name = '/elsewhere/registration-token';
  const secret = { Name, Value: gitLab.registrationToken, Type: 'SecureString' } as const;
  await scene.ssm.send(new PutParameterCommand(secret));
  const renewed = { GitLabToken: '', GitLabTokenSource: Name, GitLabTokenKind: 'registration' };
  expect(await stack.update(template(renewed))).toBe('UPDATE_COMPLETE');
  expect(gitLab.requests.at(-1)?.body).toBe(JSON.stringify({ token: runner.token }));
  expect(gitLab.runners.size).toBe(1);
});

test('a renewed access token: the same runner, which GitLab is asked for', async () => {
  const { stack, template, gitLab, calls } = await startRegistered(scene);
  const GitLabToken = gitLab.issueAccessToken(['create_runner', 'manage_runner']);
  expect(await stack.update(template({ GitLabToken }))).toBe('UPDATE_COMPLETE');
  expect(calls()).toEqual(VERIFIED);
});

test('a new registration that is refused leaves the old one untouched', async () => {
  const { stack, template, gitLab, runner, parameters } = await startRegistered(scene, byRegistrationToken);
  const before = await parameters();
  const wrong = template({ GitLabToken: 'GR1348941MARKED-wrong' });
  expect(await stack.update(wrong)).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect([...gitLab.runners.keys()]).toEqual([runner.id]);
  expect(await parameters()).toEqual(before);
});

test('an edit that is rolled back because of a neighbour ends as it was', async () => {
  const { stack, template, gitLab, calls } = await startRegistered(scene);
  const edited = withFailingNeighbour(template({ Tags: 'a,c' }));
  expect(await stack.update(edited)).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(calls()).toEqual([...VERIFIED, ...EDIT, ...EDIT]);
  expect(tagsOf(gitLab.runners)).toEqual(['a,b']);
});

test('a replacement that is rolled back: the new runner goes, and the old one was never touched', async () => {
  const { stack, template, gitLab, runner, calls, parameters } = await startRegistered(
    scene,
    byRegistrationToken,
  );
  const before = await parameters();
  const replaced = withFailingNeighbour(template({ Tags: 'a,c' }));
  expect(await stack.update(replaced)).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(calls()).toEqual(['POST /runners', 'DELETE /runners']);
  expect([...gitLab.runners.keys()]).toEqual([runner.id]);
  expect(await parameters()).toEqual(before);
});

test('an edit with an access token that has expired is rolled back without another call', async () => {
  const { stack, template, gitLab, calls, properties } = await startRegistered(scene);
  gitLab.revokeAccessToken(properties.GitLabToken);
  expect(await stack.update(template({ Tags: 'a,c' }))).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(calls()).toEqual([...VERIFIED, ...EDIT.slice(0, 1)]);
  expect(stack.events[1]?.reason).toContain('401');
});

test('a replacement whose answer was lost: the reversed Update removes the runner that nobody heard of', async () => {
  const { stack, template, gitLab, runner, calls } = await startRegistered(scene, byRegistrationToken);
  const lost = onlyOnce(scene.registration.function, unheard);
  expect(await stack.update(template({ Tags: 'a,c' }, lost))).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(calls()).toEqual(['POST /runners', 'DELETE /runners']);
  expect([...gitLab.runners.keys()]).toEqual([runner.id]);
});

test('an edit while GitLab is down, and stays down, is rolled back', async () => {
  const { stack, template, gitLab } = await startRegistered(scene);
  await gitLab.stop();
  expect(await stack.update(template({ Tags: 'a,c' }))).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(stack.events[1]?.reason).toContain('could not be reached');
}, 30_000);

test('another key: the same runner under the new key, and under the old one after a rollback', async () => {
  const { stack, template, parameters, calls } = await startRegistered(scene);
  const kms = new KMSClient(scene.aws);
  const newKey = async () => (await kms.send(new CreateKeyCommand({}))).KeyMetadata?.Arn ?? '';
  const [first, second] = [await newKey(), await newKey()];
  const keyNow = async () => {
    const [{ Name = '' } = {}] = await parameters();
    const ParameterFilters = [{ Key: 'Name', Values: [Name] }];
    const { Parameters } = await scene.ssm.send(new DescribeParametersCommand({ ParameterFilters }));
    return Parameters?.[0]?.KeyId;
  };
  expect(await stack.update(template({ KeyArn: first }))).toBe('UPDATE_COMPLETE');
  expect(await keyNow()).toBe(first);
  const failing = withFailingNeighbour(template({ KeyArn: second }));
  expect(await stack.update(failing)).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(await keyNow()).toBe(first);
  expect(calls()).toEqual([...VERIFIED, ...VERIFIED]);
});

test.each([
  ['an access token finds and removes the old runner', () => ({}), 1],
  ['a registration token leaves a note with its marker', byRegistrationToken, 2],
])('a parameter that was deleted by hand is registered anew by the next Update: %s', async (_, credential, left) => {
  const { stack, template, gitLab, runner, parameters } = await startRegistered(scene, credential);
  const [{ Name } = {}] = await parameters();
  await scene.ssm.send(new DeleteParameterCommand({ Name }));
  expect(await stack.update(template({ StrictDeregistration: true }))).toBe('UPDATE_COMPLETE');
  expect(gitLab.runners.size).toBe(left);
  const newest = [...gitLab.runners.values()].at(-1);
  expect(newest?.id).not.toBe(runner.id);
  const [document, ...notes] = await parameters();
  expect(document?.Value).toContain(newest?.token);
  const marker = /\[stack-\w+\]/.exec(runner.description)?.[0] ?? 'none';
  const wanted = left === 1 ? [] : [expect.stringContaining(marker)];
  expect(notes.map(({ Value }) => Value)).toEqual(wanted);
});

test.each<[string, (gitLab: StandInGitLab) => Record<string, unknown>]>([
  ['an access token', () => ({})],
  ['a registration token', byRegistrationToken],
])('a runner that was removed in GitLab fails an Update, which says what makes another: %s', async (_, credential) => {
  const { stack, template, gitLab, runner, parameters } = await startRegistered(scene, credential);
  (gitLab.runners as Map<number, unknown>).delete(runner.id);
  const update = () => stack.update(template({ StrictDeregistration: true }));
  expect(await update()).toBe('UPDATE_ROLLBACK_COMPLETE');
  const [{ Name = '' } = {}] = await parameters();
  expect(stack.events.at(-2)?.reason).toContain(`Delete the parameter ${Name} and update again`);
  await scene.ssm.send(new DeleteParameterCommand({ Name }));
  expect(await update()).toBe('UPDATE_COMPLETE');
  expect(gitLab.runners.size).toBe(1);
});

test('MaximumTimeout is edited in place, from none to a day', async () => {
  const { stack, template, gitLab, runner } = await startRegistered(scene);
  expect(runner.maximumTimeout).toBeNull();
  expect(await stack.update(template({ MaximumTimeout: 86_400 }))).toBe('UPDATE_COMPLETE');
  expect([...gitLab.runners.values()]).toMatchObject([{ id: runner.id, maximumTimeout: 86_400 }]);
});

test('a runner that was paused in GitLab is the stack’s as before', async () => {
  const { stack, template, gitLab, runner } = await startRegistered(scene);
  const byHand = { paused: true, maintenanceNote: 'by hand' };
  Object.assign(gitLab.runners.get(runner.id) ?? {}, byHand);
  expect(await stack.update(template({ Tags: 'a,c' }))).toBe('UPDATE_COMPLETE');
  expect(gitLab.runners.get(runner.id)).toMatchObject({ ...byHand, tagList: ['a', 'c'] });
});

test('nothing of the secrets is where people can read it', async () => {
  expect(await scene.readable()).not.toContain('MARKED');
});
