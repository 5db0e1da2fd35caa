import { DeleteParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { json } from '../../../scripts/local/stand-ins/gitlab/reply.ts';
import { startProxy } from '../../support/aws-proxy.ts';
import { again, givenUp, onlyOnce, unheard } from '../../support/cloudformation/deliveries.ts';
import type { Transport } from '../../support/cloudformation/transport.ts';
import { byRegistrationToken, startPlay, startRegistered } from './play.ts';
import { type Scene, startScene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
}, 60_000);
afterAll(() => scene.stop());

const registered = (...rest: Rest) => startRegistered(scene, ...rest);
type Rest = Parameters<typeof startRegistered> extends [unknown, ...infer Rest] ? Rest : never;

const onDelete =
  (treat: (deliver: Transport) => Transport): Transport =>
  (event) =>
    (event.RequestType === 'Delete' ? treat(scene.registration.function) : scene.registration.function)(
      event,
    );

test('a Create that failed is deleted by the id that it answered, without another call', async () => {
  const { stack, gitLab, template, properties, calls, parameters } = await startPlay(scene);
  gitLab.revokeAccessToken(properties.GitLabToken);
  expect(await stack.create(template())).toBe('ROLLBACK_COMPLETE');
  expect(stack.events.map(({ physicalId }) => physicalId)).toEqual(
    Array(2).fill(expect.stringContaining('/')),
  );
  expect(calls()).toEqual(['POST /user/runners']);
  expect(await parameters()).toEqual([]);
});

test('after an answer that was lost, a Delete with an id of CloudFormation takes out what is under the path', async () => {
  const { stack, template, expectNothingLeft, calls } = await startPlay(scene);
  const lost = onlyOnce(scene.registration.function, unheard);
  expect(await stack.create(template({}, lost))).toBe('ROLLBACK_COMPLETE');
  expect(stack.events.at(-1)).toMatchObject({
    request: 'Delete',
    physicalId: expect.stringMatching(/^ci-Regis/),
  });
  expect(calls()).toEqual(['POST /user/runners', 'DELETE /runners']);
  await expectNothingLeft();
});

test('a Delete with an id of CloudFormation and nothing under the path makes no call', async () => {
  const { stack, template, calls } = await startPlay(scene);
  const never = onlyOnce(scene.registration.function, () => async () => undefined);
  expect(await stack.create(template({}, never))).toBe('ROLLBACK_COMPLETE');
  expect(calls()).toEqual([]);
});

test.each([
  ['failed', (): Transport => (event) => scene.registration.function(event), 'glpat-MARKED-wrong'],
  ['was not heard', (): Transport => unheard(scene.registration.function), undefined],
])('with --disable-rollback the late Delete of a Create that %s leaves the runner of the next one', async (_, way, GitLabToken) => {
  const { stack, template, gitLab, parameters, expectNothingLeft } = await startPlay(scene);
  const first = template(GitLabToken ? { GitLabToken } : {}, way());
  expect(await stack.createWithoutRollback(first)).toBe('CREATE_FAILED');
  expect(await stack.retry(template(), 'last')).toBe('UPDATE_COMPLETE');
  expect(gitLab.runners.size).toBe(1);
  expect(await parameters()).toMatchObject([{ Name: stack.currentId(first[0].logicalId) }]);
  expect(await stack.delete()).toBe('DELETE_COMPLETE');
  await expectNothingLeft();
});

test('a Delete while the Create still runs succeeds, and nothing is left', async () => {
  const { stack, gitLab, template, expectNothingLeft, answers } = await startPlay(scene);
  gitLab.meet(json(503, {}, { 'retry-after': '1' }));
  const asked = async () => {
    while (gitLab.requests.length === 0) await new Promise(setImmediate);
  };
  const running: Promise<unknown>[] = [];
  const impatient = onlyOnce(scene.registration.function, (deliver) => givenUp(deliver, asked, running));
  expect(await stack.create(template({}, impatient))).toBe('ROLLBACK_COMPLETE');
  await Promise.all(running);
  expect(answers()).toHaveLength(2);
  await expectNothingLeft();
});

test.each([
  [
    'an access token does not see it and leaves a note',
    () => ({}),
    ['DELETE /runners', expect.stringMatching(/^GET .runners.\d+$/)],
    1,
  ],
  ['a registration token leaves a note', byRegistrationToken, ['DELETE /runners'], 1],
])('a runner that is gone from GitLab: %s', async (_, credential, expected, notes) => {
  const { stack, gitLab, runner, calls, parameters } = await registered(credential);
  (gitLab.runners as Map<number, unknown>).delete(runner.id);
  expect(await stack.delete()).toBe('DELETE_COMPLETE');
  expect(calls()).toEqual(expected);
  expect(await parameters()).toHaveLength(notes);
});

test('a parameter that was removed by hand does not hold up the Delete, and the log names the marker', async () => {
  const { stack, runner, calls } = await registered();
  const { physicalId: Name } = [...stack.resources.values()][0] ?? {};
  await scene.ssm.send(new DeleteParameterCommand({ Name }));
  expect(await stack.delete()).toBe('DELETE_COMPLETE');
  expect(calls()).toEqual([]);
  expect(scene.registration.output()).toContain(/\[stack-\w+\]/.exec(runner.description)?.[0]);
});

test('a token that was rotated: an access token removes the runner by its id', async () => {
  const { stack, gitLab, runner, expectNothingLeft } = await registered();
  gitLab.rotateToken(runner.id);
  expect(await stack.delete()).toBe('DELETE_COMPLETE');
  await expectNothingLeft();
});

test('a token that was rotated: without an access token a note names the runner', async () => {
  const { stack, gitLab, runner, parameters } = await registered(byRegistrationToken);
  gitLab.rotateToken(runner.id);
  expect(await stack.delete()).toBe('DELETE_COMPLETE');
  expect(await parameters()).toMatchObject([
    {
      Type: 'String',
      Name: expect.stringMatching(/left-behind$/),
      Value: expect.stringContaining(`Runner ${runner.id}`),
    },
  ]);
});

test.each([
  ['succeeds, and a note names the runner', false, 'DELETE_COMPLETE', 'String'],
  ['fails when it is strict, and the token stays', true, 'DELETE_FAILED', 'SecureString'],
])(
  'a Delete while GitLab is down %s',
  async (_, StrictDeregistration, status, Type) => {
    const { stack, gitLab, runner, parameters } = await registered(() => ({ StrictDeregistration }));
    await gitLab.stop();
    expect(await stack.delete()).toBe(status);
    expect(await parameters()).toMatchObject([{ Type, Value: expect.stringContaining(String(runner.id)) }]);
  },
  30_000,
);

test('a Delete that comes twice does nothing the second time', async () => {
  const { stack, calls, expectNothingLeft, answers } = await registered(() => ({}), onDelete(again));
  expect(await stack.delete()).toBe('DELETE_COMPLETE');
  expect(calls()).toEqual(['DELETE /runners']);
  expect(answers()).toHaveLength(3);
  await expectNothingLeft();
});

test('a Delete that may not read the store fails and names what it may not do', async () => {
  const proxy = await startProxy(scene.aws.endpoint);
  const barred = scene.deploy({ endpoint: proxy.endpoint });
  const { stack, parameters } = await registered(() => ({}), barred.function);
  const error = { __type: 'AccessDeniedException', message: 'not authorized to perform: ssm:GetParameter' };
  proxy.meet(() => ({ status: 400, body: JSON.stringify(error) }));
  expect(await stack.delete()).toBe('DELETE_FAILED');
  expect(stack.events.at(-1)?.reason).toMatch(/ssm:GetParameter.*AccessDenied/);
  expect(await parameters()).toHaveLength(1);
  proxy.stop();
});

test('a DELETE that is returned 200 with a body is as good as a 204', async () => {
  const { stack, gitLab, expectNothingLeft } = await registered();
  gitLab.meet({ carriedOut: () => json(200, { message: 'gone' }) });
  expect(await stack.delete()).toBe('DELETE_COMPLETE');
  await expectNothingLeft();
});

test('nothing of the secrets is where people can read it', async () => {
  expect(await scene.readable()).not.toContain('MARKED');
});
