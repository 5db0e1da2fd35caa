import { describe, expect, test } from 'vitest';
import { failed } from '../../functions/custom-resource/dispatch.ts';
import { rememberSecrets } from '../../functions/custom-resource/secrets.ts';
import { OperatorError } from '../../functions/operator-error.ts';
import { GitLabError } from '../../functions/registration/gitlab/error.ts';
import { unheard } from '../support/cloudformation/deliveries.ts';
import { inProcess, ownStackOf } from '../support/cloudformation/in-process.ts';
import { cloudFormation } from '../support/cloudformation/stack.ts';
import type { Template } from '../support/cloudformation/template.ts';
import type { Transport } from '../support/cloudformation/transport.ts';
import { LIFETIME, memoryWorld, PROPERTIES } from '../support/memory/world.ts';
import { told } from '../support/told.ts';

const REGISTRATION = { ...PROPERTIES, GitLabToken: 'GR1348941MARKED', RunnerScope: '' };

/** A stack whose first Create goes the given way, and then a Create that succeeds, with the Delete of the first. */
async function retried(
  order: 'first' | 'last',
  treat: (deliver: Transport, world: ReturnType<typeof memoryWorld>) => Transport,
  properties: Record<string, string> = PROPERTIES,
) {
  const world = memoryWorld();
  const stack = cloudFormation();
  const ownStack = ownStackOf(() => stack);
  const { function: plain } = inProcess(world.resource, LIFETIME, world.warn, ownStack);
  const template = (deliver: Transport): Template => [
    { logicalId: 'Registration', type: 'Custom::RunnerRegistration', function: deliver, properties },
  ];
  expect(await stack.createWithoutRollback(template(treat(plain, world)))).toBe('CREATE_FAILED');
  world.gitLab.before = world.store.before = () => undefined;
  world.pass(10 * 60_000);
  expect(await stack.retry(template(plain), order)).toBe('UPDATE_COMPLETE');
  return { ...world, stack, template, plain };
}

const refused =
  (status: number): Parameters<typeof retried>[1] =>
  (deliver, { gitLab }) => {
    gitLab.before = () => {
      throw new GitLabError(told('No.'), 'refused', status);
    };
    return deliver;
  };
/** The runner is made and stored, but the function's time is over: it says that it failed. */
const failsAfterwards: Parameters<typeof retried>[1] =
  (deliver, { resource }) =>
  async (event) => {
    const response = await deliver(event);
    if (!response || event.RequestType !== 'Create') return response;
    const outOfTime = new OperatorError(told('The function ran out of time.'));
    const { StackId, RequestId, LogicalResourceId } = response;
    return {
      StackId,
      RequestId,
      LogicalResourceId,
      ...failed(resource, event, outOfTime, rememberSecrets()),
    };
  };

describe.each(['first', 'last'] as const)('with --disable-rollback and the late Delete %s', (order) => {
  test.each<[string, Parameters<typeof retried>[1]]>([
    ['a Create that GitLab refused', refused(401)],
    ['a Create that failed when its runner was stored', failsAfterwards],
    ['a Create that was not heard', (deliver) => unheard(deliver)],
    ['a Create that never ran', () => async () => undefined],
  ])('%s and its retry leave one runner, which lives and whose token is stored', async (_, treat) => {
    const { gitLab, store, stack } = await retried(order, treat);
    const id = stack.resources.get('Registration')?.physicalId ?? '';
    expect([...gitLab.runners.keys()]).toHaveLength(1);
    const [runnerId] = gitLab.runners.keys();
    expect([...store.parameters].map(([name, { value }]) => [name, JSON.parse(value).runnerId])).toEqual([
      [id, runnerId],
    ]);
    expect(id).not.toContain('failed');
  });

  test('nothing is left when the stack is deleted after it', async () => {
    const { gitLab, store, stack } = await retried(order, refused(401));
    expect(await stack.delete()).toBe('DELETE_COMPLETE');
    expect([gitLab.runners.size, store.parameters.size]).toEqual([0, 0]);
  });

  test('a registration token is exchanged once more, and the first runner is gone', async () => {
    const { gitLab, store } = await retried(order, (deliver) => unheard(deliver), REGISTRATION);
    expect([gitLab.runners.size, store.parameters.size]).toEqual([1, 1]);
  });
});

test('what a failed Create left goes by its own Delete, while nobody has taken it over', async () => {
  const world = memoryWorld();
  const stack = cloudFormation();
  const { function: plain } = inProcess(world.resource, LIFETIME, world.warn);
  const way = failsAfterwards(plain, world);
  const properties = PROPERTIES;
  const one = {
    logicalId: 'Registration',
    type: 'Custom::RunnerRegistration' as const,
    function: way,
    properties,
  };
  expect(await stack.create([one])).toBe('ROLLBACK_COMPLETE');
  expect([world.gitLab.runners.size, world.store.parameters.size]).toEqual([0, 0]);
});

test.each([
  ['nobody has succeeded since', undefined, 0],
  ['CloudFormation has another under the id by now', 'by now', 1],
])('of what the key withholds a failed Create’s Delete leaves what is another’s: %s', async (_, successor, left) => {
  const { store, resource, request } = memoryWorld();
  const { ParameterName: id } = await resource.ensure(request({ ...PROPERTIES, KeyArn: 'arn:key' }));
  store.unusableKeys.add('arn:key');
  const ofFailed = { failedAttempt: 'fedcba987654', hasSucceeded: false, successor: async () => successor };
  await resource.remove({ ...request(PROPERTIES, id), ...ofFailed });
  expect(store.parameters.size).toBe(left);
});

test('what has succeeded bears the id of its properties alone, whatever came before it', async () => {
  const { resource, stack, template, plain, gitLab } = await retried('last', refused(401));
  const { physicalId = '' } = stack.resources.get('Registration') ?? {};
  expect(physicalId).toBe(resource.identify(resource.parse(PROPERTIES), stackOf(stack.id)));
  const edited = template(plain).map((one) => ({ ...one, properties: { ...PROPERTIES, Tags: 'c' } }));
  expect(await stack.update(edited)).toBe('UPDATE_COMPLETE');
  expect([...gitLab.runners.values()].map(({ fields }) => fields.tag_list)).toEqual([['c']]);
});

const stackOf = (id: string) => ({
  id,
  name: 'ci',
  guid: String(id.split('/')[2]),
  logicalId: 'Registration',
});
