import { afterAll, beforeAll, expect, test } from 'vitest';
import { html, json } from '../../../scripts/local/stand-ins/gitlab/reply.ts';
import { again, onlyOnce, twiceAtOnce } from '../../support/cloudformation/deliveries.ts';
import type { Transport } from '../../support/cloudformation/transport.ts';
import { byRegistrationToken, startPlay } from './play.ts';
import { type Scene, startScene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
}, 60_000);
afterAll(() => scene.stop());

/** Kills the function's process once GitLab has made the runner, before its answer is back. */
function killedInBetween(gitLab: { runners: ReadonlyMap<number, unknown> }) {
  const killed = scene.deploy();
  const deliver: Transport = async (event) => {
    const work = killed.function(event);
    while (gitLab.runners.size === 0) await new Promise(setImmediate);
    killed.kill();
    return work;
  };
  return onlyOnce(scene.registration.function, () => deliver);
}

/** CloudFormation waits for longer than a function can live, before it gives up. */
function beforeDelete(meanwhile: () => Promise<void>, deliver: Transport): Transport {
  return async (event) => {
    if (event.RequestType === 'Delete') await meanwhile();
    return deliver(event);
  };
}

test('an answer that was refused: the event comes again, and the answer is the same', async () => {
  const { stack, gitLab, template, answers } = await startPlay(scene);
  scene.responses.meet(403, 200);
  expect(await stack.create(template({}, again(scene.registration.function)))).toBe('CREATE_COMPLETE');
  const [first, second] = answers();
  expect(second).toEqual(first);
  expect(gitLab.runners.size).toBe(1);
});

test('the same event twice in a row: one runner, and the same answer', async () => {
  const { stack, template, answers, calls } = await startPlay(scene);
  expect(await stack.create(template({}, again(scene.registration.function)))).toBe('CREATE_COMPLETE');
  const [first, second] = answers();
  expect(second).toEqual(first);
  expect(calls()).toEqual(['POST /user/runners']);
});

test('the same event twice at once, in two processes: one runner, and the same answer', async () => {
  const { stack, gitLab, template, answers } = await startPlay(scene);
  gitLab.meet(json(503, {}, { 'retry-after': '1' }));
  expect(await stack.create(template({}, twiceAtOnce(scene.registration.function)))).toBe('CREATE_COMPLETE');
  const [first, second] = answers();
  expect(second).toEqual(first);
  expect(gitLab.runners.size).toBe(1);
});

test('later deliveries in cold processes: one runner, and the same answer', async () => {
  const { stack, template, answers, calls } = await startPlay(scene);
  const cold = () => scene.registration.cool();
  const often = again(again(scene.registration.function, cold), cold);
  const before = scene.registration.processes;
  expect(await stack.create(template({}, often))).toBe('CREATE_COMPLETE');
  expect(scene.registration.processes - before).toBeGreaterThanOrEqual(2);
  const [first, ...others] = answers();
  expect(others).toEqual(Array(3).fill(first));
  expect(calls()).toEqual(['POST /user/runners']);
});

test.each([
  ['before GitLab has acted', 'hang', 0],
  ['after GitLab has acted, and the reason names the marker', { carriedOut: 'hang' }, 1],
] as const)(
  'the deadline comes %s: FAILED in time, and nothing is stored',
  async (_, fate, left) => {
    const { stack, gitLab, template, parameters } = await startPlay(scene);
    const hasty = scene.deploy({ timeout: 7_000 });
    gitLab.meet(fate);
    const start = Date.now();
    expect(await stack.create(template({}, hasty.function))).toBe('ROLLBACK_COMPLETE');
    expect((scene.responses.puts[0]?.at ?? Infinity) - start).toBeLessThan(5_500);
    expect(gitLab.runners.size).toBe(left);
    for (const { description } of gitLab.runners.values())
      expect(stack.events[0]?.reason).toContain(/\[stack-\w+\]/.exec(description)?.[0]);
    expect(await parameters()).toEqual([]);
  },
  20_000,
);

test('killed between the runner and its document: a cold process takes over and removes the orphan', async () => {
  const { stack, gitLab, template, letClaimAge } = await startPlay(scene);
  gitLab.meet({ carriedOut: 'hang' });
  const twice = again(killedInBetween(gitLab), letClaimAge);
  expect(await stack.create(template({}, twice))).toBe('CREATE_COMPLETE');
  const { RunnerId } = [...stack.resources.values()][0]?.attributes ?? {};
  expect([...gitLab.runners.keys()].map(String)).toEqual([RunnerId]);
});

test('killed, and never delivered again: the Delete finds the orphan by its marker', async () => {
  const { stack, gitLab, template, letClaimAge, expectNothingLeft } = await startPlay(scene);
  gitLab.meet({ carriedOut: 'hang' });
  const killed = beforeDelete(letClaimAge, killedInBetween(gitLab));
  expect(await stack.create(template({}, killed))).toBe('ROLLBACK_COMPLETE');
  await expectNothingLeft();
});

test('killed, with a registration token, which cannot look for runners: a note names the marker', async () => {
  const { stack, gitLab, template, letClaimAge, parameters } = await startPlay(scene);
  gitLab.meet({ carriedOut: 'hang' });
  const killed = beforeDelete(letClaimAge, killedInBetween(gitLab));
  expect(await stack.create(template(byRegistrationToken(gitLab), killed))).toBe('ROLLBACK_COMPLETE');
  const [orphan] = gitLab.runners.values();
  const marker = /\[stack-\w+\]/.exec(orphan?.description ?? '')?.[0];
  expect(await parameters()).toMatchObject([
    { Type: 'String', Value: expect.stringContaining(String(marker)) },
  ]);
});

test('bodies of 1 MiB fit into a function of 128 MB', async () => {
  const { stack, gitLab, template } = await startPlay(scene);
  const small = scene.deploy({ node: ['--max-old-space-size=64'] });
  const large = 'x'.repeat(1024 * 1024 - 200);
  gitLab.meet(
    html(502, large),
    json(200, [{ id: 1, description: large }]),
    'normal',
    html(500, large),
    'endless',
  );
  expect(await stack.create(template({}, small.function))).toBe('CREATE_COMPLETE');
  expect(small.peak()).toBeLessThan(128 * 1024 * 1024);
});

test('warm and cold processes serve two resources in turn, and neither learns of the other', async () => {
  const [one, other] = [await startPlay(scene), await startPlay(scene)];
  const first = one.template();
  const second = other.template(byRegistrationToken(other.gitLab));
  await one.stack.create(first);
  await other.stack.create(second);
  await one.stack.update(one.template({ Tags: 'a,c' }));
  scene.registration.cool();
  await other.stack.delete();
  await one.stack.delete();
  const heard = ({ requests }: typeof one.gitLab) => JSON.stringify(requests);
  expect(heard(one.gitLab)).not.toContain(other.gitLab.registrationToken);
  expect(heard(other.gitLab)).not.toContain(one.properties.GitLabToken);
  await one.expectNothingLeft();
  await other.expectNothingLeft();
});

test('nothing of the secrets is where people can read it', async () => {
  expect(await scene.readable()).not.toContain('MARKED');
});
