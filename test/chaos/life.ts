import { expect } from 'vitest';
import { withFailingNeighbour } from '../support/cloudformation/neighbour.ts';
import { cloudFormation, type SimulatedStack } from '../support/cloudformation/stack.ts';
import type { Template } from '../support/cloudformation/template.ts';
import type { GitLabServer } from './gitlab-server.ts';
import { type Hand, layHand } from './hands.ts';
import { expectBuiltInsWell, expectNoSecrets, expectRest } from './invariants.ts';
import { leftovers } from './leftovers.ts';
import { areSound, type Parameters } from './parameters.ts';
import { type Circumstances, type Disturbance, type Simulation, simulate } from './simulation.ts';

/** An update of the stack, or its creation when there is none. */
export interface Step extends Disturbance {
  readonly changes: Parameters;
  /** The place of another resource that fails; undefined when none does. */
  readonly failing: number | undefined;
  /** What hands do before an update. */
  readonly hand: Hand | undefined;
  /** A creation without a rollback, and when what failed is deleted in the next one; undefined with a rollback. */
  readonly keepsFailed: 'first' | 'last' | undefined;
}
export interface Life extends Circumstances {
  readonly parameters: Parameters;
  readonly steps: readonly Step[];
  /** What goes wrong when it is deleted. */
  readonly last: Disturbance;
}

const UNDISTURBED: Disturbance = { plans: [], gitLab: 'well' };

/** Lives a stack's life, from its first creation to its deletion, and throws where a promise is broken. */
export async function live(life: Life, server: GitLabServer): Promise<void> {
  const world = simulate(server, life);
  let parameters = life.parameters;
  let stack: SimulatedStack | undefined;
  for (const step of life.steps) {
    const wanted = { ...parameters, ...step.changes };
    const { account } = world.history;
    if (stack && step.hand) layHand(step.hand, stack, account);
    const isTouched = account.touched || account.removedBuckets.size > 0;
    const events = stack?.events.length ?? 0;
    const { status, ...after } = await take(step, wanted, stack, world);
    if (isUndisturbed(step) && areSound(wanted) && !isTouched)
      expect(status).toMatch(/^(CREATE|UPDATE)_COMPLETE$/);
    if (/^(CREATE|UPDATE)_COMPLETE$/.test(status)) parameters = wanted;
    if (after.stack && isPutRight(status, step, events, after.stack)) account.touched = false;
    stack = after.stack;
    expectRest(world.history, stack);
  }
  if (stack) await world.operate(life.last, stack.delete);
  expect(leftovers(world.history)).toEqual([]);
  expectBuiltInsWell(world.history);
  expectNoSecrets(world.history);
}

/** One step and, when a creation fails, the deletion of what it left. */
async function take(step: Step, wanted: Parameters, before: SimulatedStack | undefined, world: Simulation) {
  const { stacks } = world.history;
  const stack = before ?? cloudFormation({ guid: guidOf(stacks.length) });
  if (!before) stacks.push(stack);
  const template = withNeighbour(world.templateFor(stack.id, wanted), step.failing);
  if (before) {
    const status = await world.operate(step, () => stack.update(template));
    expect(status).not.toBe('UPDATE_ROLLBACK_FAILED');
    return { status, stack };
  }
  const status = step.keepsFailed
    ? await createWithRetry(step, step.keepsFailed, wanted, stack, world)
    : await world.operate(step, () => stack.create(template));
  if (status === 'CREATE_COMPLETE') return { status, stack };
  if (status === 'ROLLBACK_FAILED') await world.operate(UNDISTURBED, stack.delete);
  expect(leftovers(world.history)).toEqual([]);
  return { status, stack: undefined };
}

/** A creation whose failure is kept, and what people do then: the same once more, in which nothing goes wrong. */
async function createWithRetry(
  step: Step,
  deletes: 'first' | 'last',
  wanted: Parameters,
  stack: SimulatedStack,
  world: Simulation,
): Promise<string> {
  const template = withNeighbour(world.templateFor(stack.id, wanted), step.failing);
  const status = await world.operate(step, () => stack.createWithoutRollback(template));
  if (status === 'CREATE_COMPLETE') return status;
  const again = world.templateFor(stack.id, wanted);
  const then = await world.operate(UNDISTURBED, () => stack.retry(again, deletes));
  if (areSound(wanted)) expect(then).toBe('UPDATE_COMPLETE');
  if (then === 'UPDATE_COMPLETE') return 'CREATE_COMPLETE';
  // An empty bucket stays where the resource that deletes it was never made, as docs/limits.md says.
  const bucket = stack.currentId('CacheBucket');
  if (bucket && !stack.resources.has('CacheContents')) world.history.account.kept.add(bucket);
  await world.operate(UNDISTURBED, stack.delete);
  return then;
}

/** Whether an update that nothing disturbed has come to the registration: then it is as it should be. */
const isPutRight = (status: string, step: Step, before: number, { events }: SimulatedStack) =>
  status === 'UPDATE_COMPLETE' &&
  isUndisturbed(step) &&
  events.slice(before).some(({ logicalId }) => logicalId === 'Registration');

const isUndisturbed = ({ plans, gitLab, failing }: Step) =>
  plans.length === 0 && gitLab === 'well' && failing === undefined;

function withNeighbour(template: Template, place: number | undefined): Template {
  if (place === undefined) return template;
  return [...template.slice(0, place), ...withFailingNeighbour([]), ...template.slice(place)];
}

/** The first digits are what docker-machine's names hold. */
const guidOf = (number: number) => `0a1b2c3${number % 10}-0000-4000-8000-${String(number).padStart(12, '0')}`;
