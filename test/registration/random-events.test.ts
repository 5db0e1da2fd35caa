import fc from 'fast-check';
import { expect, test } from 'vitest';
import { again, givenUp, onlyOnce, twiceAtOnce, unheard } from '../support/cloudformation/deliveries.ts';
import { inProcess, ownStackOf } from '../support/cloudformation/in-process.ts';
import { withFailingNeighbour } from '../support/cloudformation/neighbour.ts';
import { cloudFormation, type SimulatedStack } from '../support/cloudformation/stack.ts';
import type { Template } from '../support/cloudformation/template.ts';
import type { Transport } from '../support/cloudformation/transport.ts';
import { FAULTS, LASTING, suffering } from '../support/memory/faults.ts';
import { LIFETIME, type MemoryWorld, memoryWorld, PROPERTIES } from '../support/memory/world.ts';

/** Few beside the other tests; `npm run test:chaos` lives many. */
const SEQUENCES = Number(process.env.LIVES ?? 500);
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const SERVICE_TIMEOUT = 540_000;

const DELIVERIES = ['once', 'twice in a row', 'twice at once', 'again minutes later', 'given up'] as const;
const access = fc.constant(PROPERTIES);
const registration = fc.constant({ ...PROPERTIES, GitLabToken: 'GR1348941MARKED', RunnerScope: '' });
const properties = fc
  .tuple(fc.oneof(access, registration), fc.constantFrom('a', 'a,b'), fc.constantFrom('one', 'two'))
  .map(([base, Tags, host]) => ({ ...base, Tags, GitLabUrl: `https://${host}.example.com` }));
const step = fc.record({
  to: properties,
  fault: fc.constantFrom(...FAULTS),
  /** Through the rollback and the clean-up, too, where the fault can. */
  lasts: fc.boolean(),
  delivery: fc.constantFrom(...DELIVERIES),
  /** After how many turns CloudFormation gives up on it; the claim takes two. */
  turns: fc.integer({ min: 3, max: 12 }),
  answerIsLost: fc.boolean(),
  anotherFails: fc.boolean(),
  /** A Create without a rollback, and when what failed is deleted in the retry. */
  keepsFailed: fc.constantFrom(undefined, 'first', 'last'),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

test(`after any ${SEQUENCES} orders of events at most one runner lives, and none after Delete (seed ${seed})`, async () => {
  const last = step.filter(({ fault, delivery }) => !fault.startsWith('crash') && delivery !== 'given up');
  const life = fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), last, live);
  await fc.assert(life, { numRuns: SEQUENCES, seed });
}, 2_400_000);

async function live(steps: readonly Step[], last: Step): Promise<void> {
  const world = memoryWorld();
  let stack = cloudFormation();
  const { function: plain, reasons } = inProcess(
    world.resource,
    LIFETIME,
    world.warn,
    ownStackOf(() => stack),
  );
  let way = plain;
  for (const one of steps) {
    const running: Promise<unknown>[] = [];
    way = treated(one, plain, world, running);
    const template = templateOf(one, (event) => way(event));
    const exists = stack.resources.size > 0;
    const status = await (exists
      ? stack.update(template)
      : one.keepsFailed
        ? createWithRetry(one, template, stack, plain, running)
        : stack.create(template));
    await Promise.all(running);
    expect(status).toMatch(exists ? /^UPDATE_(ROLLBACK_)?COMPLETE$/ : /^(CREATE|ROLLBACK)_COMPLETE$/);
    expect(storedRunners(world)).toHaveLength(stack.resources.size);
    expect(storedRunners(world).every((id) => world.gitLab.runners.has(id))).toBe(true);
    expect(unexplained(world, reasons)).toEqual([]);
    expectAttributes(world, stack.resources.get('Registration')?.properties);
    if (status === 'ROLLBACK_COMPLETE') stack = cloudFormation();
  }
  way = treated({ ...last, answerIsLost: false }, plain, world, []);
  expect(await stack.delete()).toBe('DELETE_COMPLETE');
  expect(storedRunners(world)).toEqual([]);
  expect(unexplained(world, reasons)).toEqual([]);
}

/** A creation that keeps what failed; then one in which nothing goes wrong, and no neighbour fails. */
async function createWithRetry(
  one: Step,
  template: Template,
  stack: SimulatedStack,
  plain: Transport,
  running: readonly Promise<unknown>[],
) {
  const status = await stack.createWithoutRollback(template);
  if (status === 'CREATE_COMPLETE') return status;
  await Promise.all(running);
  const again = templateOf({ ...one, anotherFails: false }, plain);
  expect(await stack.retry(again, one.keepsFailed ?? 'first')).toBe('UPDATE_COMPLETE');
  return 'CREATE_COMPLETE';
}

/** The way that a step's events go: the fault nearest to the function, then Lambda, then what CloudFormation hears. */
function treated(one: Step, plain: Transport, world: MemoryWorld, running: Promise<unknown>[]): Transport {
  const suffer = (deliver: Transport) => suffering(one.fault, world, deliver);
  const faulty = one.lasts && LASTING.includes(one.fault) ? suffer(plain) : onlyOnce(plain, suffer);
  const delivered = {
    once: faulty,
    'twice in a row': again(faulty),
    'twice at once': twiceAtOnce(faulty),
    'again minutes later': again(faulty, () => world.pass(3 * 60_000)),
    'given up': onlyOnce(faulty, (deliver) => givenUp(deliver, () => turns(one.turns), running)),
  }[one.delivery];
  const heard = one.answerIsLost ? onlyOnce(delivered, unheard) : delivered;
  return async (event) => {
    const answer = await heard(event);
    if (!answer && one.delivery !== 'given up') world.pass(SERVICE_TIMEOUT);
    return answer;
  };
}

function templateOf({ to, anotherFails }: Step, registers: Transport): Template {
  const runner = { logicalId: 'Registration', type: 'Custom::RunnerRegistration' } as const;
  const template = [{ ...runner, function: registers, properties: to }];
  return anotherFails ? withFailingNeighbour(template) : template;
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise(setImmediate);
}

/** The runners whose tokens the stack holds. */
function storedRunners({ store }: MemoryWorld): string[] {
  return [...store.parameters]
    .filter(([name]) => !name.endsWith('/left-behind'))
    .map(([, { value }]) => JSON.parse(value).runnerId);
}

/** Its runner is what CloudFormation believes it to be, but for the one case that a warning tells of. */
function expectAttributes(world: MemoryWorld, believed: Readonly<Record<string, unknown>> | undefined): void {
  if (!believed || world.warnings.some((warning) => warning.includes('may still carry'))) return;
  const runner = world.gitLab.runners.get(storedRunners(world)[0] ?? '');
  expect(runner?.fields.tag_list).toEqual(String(believed.Tags).split(','));
}

/** Live runners that the stack does not hold and that, against the rules, neither a note nor the log names. */
function unexplained(world: MemoryWorld, reasons: readonly string[]) {
  const stored = storedRunners(world);
  const notes = [...world.store.parameters]
    .filter(([name]) => name.endsWith('/left-behind'))
    .map(([, { value }]) => value);
  return [...world.gitLab.runners.values()].filter(({ id, fields }) => {
    const marker = /\[stack-[0-9a-f]+\]/.exec(String(fields.description))?.[0] ?? '[none]';
    const names = (text: string) => text.includes(`Runner ${id} at `) || text.includes(marker);
    return !stored.includes(id) && ![...notes, ...world.warnings, ...reasons].some(names);
  });
}
