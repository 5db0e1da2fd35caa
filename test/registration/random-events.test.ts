import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cloudFormation, type Fault, isNamed, type Step } from '../support/memory/cloudformation.ts';
import { type MemoryWorld, memoryWorld, PROPERTIES } from '../support/memory/world.ts';

const SEQUENCES = 2_000;
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);

const access = fc.constant(PROPERTIES);
const registration = fc.constant({ ...PROPERTIES, GitLabToken: 'GR1348941MARKED', RunnerScope: '' });
const properties = fc
  .tuple(fc.oneof(access, registration), fc.constantFrom('a', 'a,b'), fc.constantFrom('one', 'two'))
  .map(([base, Tags, host]) => ({ ...base, Tags, GitLabUrl: `https://${host}.example.com` }));
const fault = fc.constantFrom<Fault>(
  'none',
  'GitLab refuses',
  'GitLab is down',
  'GitLab answer is lost',
  'crash before GitLab',
  'crash after GitLab',
  'store fails on completion',
  'answer to CloudFormation is lost',
  'another resource fails',
);
const step: fc.Arbitrary<Step> = fc.record({
  to: properties,
  fault,
  delivery: fc.constantFrom('once', 'twice in a row', 'twice at once', 'again minutes later'),
});

test(`after any ${SEQUENCES} orders of events at most one runner lives, and none after Delete (seed ${seed})`, async () => {
  const life = fc.asyncProperty(
    fc.array(step, { minLength: 1, maxLength: 8 }),
    fault,
    async (steps, last) => {
      const world = memoryWorld();
      const stack = cloudFormation(world);
      for (const one of steps) {
        await (stack.exists ? stack.update(one) : stack.create(one));
        const stored = storedRunners(world);
        expect(stored.length).toBe(stack.exists ? 1 : 0);
        expect(stored.every((id) => world.gitLab.runners.has(id))).toBe(true);
        expect(unexplained(world, stack.reasons)).toEqual([]);
      }
      await stack.remove(last === 'GitLab is down' ? last : 'none');
      expect(unexplained(world, stack.reasons)).toEqual([]);
      expect(storedRunners(world)).toEqual([]);
    },
  );
  await fc.assert(life, { numRuns: SEQUENCES, seed });
}, 120_000);

/** The runners whose tokens the stack holds. */
function storedRunners({ store }: MemoryWorld): string[] {
  return [...store.parameters]
    .filter(([name]) => !name.endsWith('/left-behind'))
    .map(([, { value }]) => JSON.parse(value).runnerId);
}

/** Live runners that the stack does not hold and that neither a note nor a reason names. */
function unexplained(world: MemoryWorld, reasons: readonly string[]) {
  const stored = storedRunners(world);
  return [...world.gitLab.runners.values()].filter(
    (runner) => !stored.includes(runner.id) && !isNamed(world, reasons, runner),
  );
}
