import { expect } from 'vitest';
import { withFailingNeighbour } from '../support/cloudformation/neighbour.ts';
import { cloudFormation, type SimulatedStack } from '../support/cloudformation/stack.ts';
import type { Template } from '../support/cloudformation/template.ts';
import type { GitLabServer } from './gitlab-server.ts';
import { expectBuiltInsWell, expectNoSecrets, expectRest } from './invariants.ts';
import { leftovers } from './leftovers.ts';
import { areSound, type Parameters } from './parameters.ts';
import { type Circumstances, type Disturbance, type Simulation, simulate } from './simulation.ts';

/** An update of the stack, or its creation when there is none. */
export interface Step extends Disturbance {
  readonly changes: Parameters;
  /** The place of another resource that fails; undefined when none does. */
  readonly failing: number | undefined;
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
    const { status, ...after } = await take(step, wanted, stack, world);
    if (isUndisturbed(step) && areSound(wanted)) expect(status).toMatch(/^(CREATE|UPDATE)_COMPLETE$/);
    if (/^(CREATE|UPDATE)_COMPLETE$/.test(status)) parameters = wanted;
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
  const status = await world.operate(step, () => stack.create(template));
  if (status === 'CREATE_COMPLETE') return { status, stack };
  if (status === 'ROLLBACK_FAILED') await world.operate(UNDISTURBED, stack.delete);
  expect(leftovers(world.history)).toEqual([]);
  return { status, stack: undefined };
}

const isUndisturbed = ({ plans, gitLab, failing }: Step) =>
  plans.length === 0 && gitLab === 'well' && failing === undefined;

function withNeighbour(template: Template, place: number | undefined): Template {
  if (place === undefined) return template;
  return [...template.slice(0, place), ...withFailingNeighbour([]), ...template.slice(place)];
}

/** The first digits are what docker-machine's names hold. */
const guidOf = (number: number) => `0a1b2c3${number % 10}-0000-4000-8000-${String(number).padStart(12, '0')}`;
