import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Boot, type GroupLife, startGroup } from './group-life.ts';

/** Few beside the other tests. */
const LIVES = Number(process.env.LIVES ?? 10);
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const USUAL: Boot = { seconds: 110, fails: false, jobs: 0 };

const boot = fc.record({
  seconds: fc.constantFrom(20, 110, 400, 770, Number.POSITIVE_INFINITY),
  fails: fc.boolean(),
  jobs: fc.constantFrom(0, 0, 30, 400),
});
const EVENTS = {
  update: ({ group }) => group.update(),
  'its time is over': ({ group, asking }) => {
    for (const one of group.instances.filter(({ id }) => asking().includes(id))) group.replace(one);
  },
  crash: (life, id) => life.crash(id),
  hang: (life, id) => life.hang(id),
  'cut off from AWS': (life, id) => life.cutOff(id),
  'gitlab-runner starts anew': (life, id) => life.restartRunner(id),
} satisfies Record<string, (life: GroupLife, id: string) => void>;
const event = fc.record({
  what: fc.constantFrom(...(Object.keys(EVENTS) as Array<keyof typeof EVENTS>)),
  /** Of the managers that are there. */
  which: fc.nat(2),
  after: fc.constantFrom(0, 3, 20, 60, 200, 700),
});
const life = fc.record({
  boots: fc.array(boot, { maxLength: 4 }),
  events: fc.array(event, { minLength: 1, maxLength: 5 }),
  secondsOfACall: fc.constantFrom(1, 4),
});

test(`in any ${LIVES} orders of updates, replacements, crashes and boots that fail, no two managers ask for jobs, and in the end one does (seed ${seed})`, async () => {
  const property = fc.asyncProperty(life, async ({ boots, events, secondsOfACall }) => {
    const group = await startGroup([USUAL, ...boots], USUAL, secondsOfACall);
    try {
      await group.time.pass(300);
      for (const { what, which, after } of events) {
        const { instances } = group.group;
        EVENTS[what](group, instances[which % Math.max(1, instances.length)]?.id ?? '');
        await group.time.pass(after);
      }
      // Four boots that fail, one after the other, each at the end of its time; then a drain.
      await group.time.pass(4 * 1500 + 1500);
      expect(group.most.asking).toBe(1);
      expect(group.asking()).toHaveLength(1);
    } finally {
      group.stop();
    }
  });
  await fc.assert(property, { numRuns: LIVES, seed });
}, 600_000);

test.each([
  ['update', 'fails', 110],
  ['update', 'hangs', Number.POSITIVE_INFINITY],
  ['its time is over', 'fails', 110],
  ['its time is over', 'hangs', Number.POSITIVE_INFINITY],
] as const)(
  '%s: successors whose boot %s cost the manager that runs nothing',
  async (what, _, seconds) => {
    const group = await startGroup([USUAL], { seconds, fails: true, jobs: 0 }, 1);
    try {
      await group.time.pass(300);
      EVENTS[what](group);
      await group.time.pass(5000);
      expect(group.asks).toMatchObject([{ begins: true }]);
      expect(group.asking()).toEqual([group.asks[0]?.id]);
    } finally {
      group.stop();
    }
  },
  300_000,
);
