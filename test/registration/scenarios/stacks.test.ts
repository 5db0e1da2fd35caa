import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloudFormation, stackId } from '../../support/cloudformation/stack.ts';
import type { Event } from '../../support/cloudformation/transport.ts';
import { startPlay } from './play.ts';
import { type Scene, startScene } from './scene.ts';

const LONG = 'n'.repeat(128);
let scene: Scene;
beforeAll(async () => {
  scene = await startScene({ name: LONG });
}, 60_000);
afterAll(() => scene.stop());

test('a stack that is deleted and made again at once under its name does not meet its predecessor', async () => {
  const { stack, template, gitLab, expectNothingLeft } = await startPlay(scene);
  await stack.create(template());
  const guid = randomUUID();
  const next = cloudFormation({ name: LONG, guid });
  const deployed = scene.deploy({ stack: stackId(LONG, guid) });
  expect(await next.create(template({}, deployed.function))).toBe('CREATE_COMPLETE');
  expect(await stack.delete()).toBe('DELETE_COMPLETE');
  expect(gitLab.runners.size).toBe(1);
  expect(await next.delete()).toBe('DELETE_COMPLETE');
  await expectNothingLeft();
});

test('two registrations in one stack have parameters and runners of their own, and go in reverse', async () => {
  const { stack, template, gitLab, parameters, expectNothingLeft } = await startPlay(scene);
  const [first] = template();
  const second = { ...first, logicalId: `${first.logicalId}Too` };
  expect(await stack.create([first, second])).toBe('CREATE_COMPLETE');
  const names = [...stack.resources.values()].map(({ attributes }) => attributes.ParameterName);
  expect(new Set(names).size).toBe(2);
  expect(gitLab.runners.size).toBe(2);
  expect(await stack.update([first])).toBe('UPDATE_COMPLETE');
  expect((await parameters()).map(({ Name }) => Name)).toEqual([names[0]]);
  expect(await stack.delete()).toBe('DELETE_COMPLETE');
  await expectNothingLeft();
});

test('when the second registration fails, the first is rolled back too', async () => {
  const { stack, template, expectNothingLeft } = await startPlay(scene);
  const [first] = template();
  const [wrong] = template({ GitLabToken: 'glpat-MARKED-wrong' });
  const second = { ...wrong, logicalId: `${first.logicalId}Too` };
  expect(await stack.create([first, second])).toBe('ROLLBACK_COMPLETE');
  await expectNothingLeft();
});

test('a stack name of 128 characters and a description that is not ASCII: legal names, whole text', async () => {
  const { stack, template, gitLab, parameters } = await startPlay(scene);
  const Description = 'Läufer für 東京 🚀';
  expect(await stack.create(template({ Description }))).toBe('CREATE_COMPLETE');
  const [{ Name = '' } = {}] = await parameters();
  expect(Name).toMatch(/^[\w./-]{1,1011}$/);
  expect([...gitLab.runners.values()][0]?.description).toContain(Description);
});

test.each([
  ['an unknown RequestType', { RequestType: 'Upsert' }, 'RequestType'],
  ['no RequestType', { RequestType: undefined }, 'RequestType'],
  ['no properties', { ResourceProperties: undefined }, 'ResourceProperties'],
  ['another stack', { StackId: stackId('other', randomUUID()) }, 'another stack'],
  ['an Update of no id', { RequestType: 'Update' }, 'PhysicalResourceId'],
])('an event with %s fails and has no effect', async (_, change, reason) => {
  const { template, answers, calls, parameters } = await startPlay(scene);
  const [{ logicalId, type, properties }] = template();
  const whole = {
    RequestType: 'Create',
    StackId: stackId(LONG, scene.guid),
    RequestId: randomUUID(),
    LogicalResourceId: logicalId,
    ResourceType: type,
    ResourceProperties: properties,
  };
  await scene.registration.function({ ...whole, ...change } as unknown as Event);
  expect(answers()).toMatchObject([
    {
      Status: 'FAILED',
      Reason: expect.stringContaining(reason),
      PhysicalResourceId: expect.stringMatching(/./),
    },
  ]);
  expect(calls()).toEqual([]);
  expect(await parameters()).toEqual([]);
});

test('flags and numbers, which come as strings, mean what they say', async () => {
  const { stack, template, gitLab } = await startPlay(scene);
  const on = { RunUntagged: true, Locked: true, Protected: true, MaximumTimeout: 3600 };
  const off = { RunUntagged: false, Locked: false, Protected: false, MaximumTimeout: 0 };
  await stack.create(template(on));
  const settings = () => [...gitLab.runners.values()][0];
  expect(settings()).toMatchObject({
    runUntagged: true,
    locked: true,
    accessLevel: 'ref_protected',
    maximumTimeout: 3600,
  });
  expect(await stack.update(template(off))).toBe('UPDATE_COMPLETE');
  expect(settings()).toMatchObject({
    runUntagged: false,
    locked: false,
    accessLevel: 'not_protected',
    maximumTimeout: null,
  });
});

test('nothing of the secrets is where people can read it', async () => {
  expect(await scene.readable()).not.toContain('MARKED');
});
