import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { isEmpty, pretendedGroup } from './group/pretended-group.ts';

const group = pretendedGroup();
afterAll(() => group.remove());

/** A manager that dies at a call, or never; the one after it is another machine. */
interface Life {
  readonly dies: number;
  readonly diesBefore: boolean;
  readonly worker: 0 | 1;
  readonly failsElsewhere: boolean;
}

/** Whether the manager lived until its signal. */
function boot({ dies, diesBefore, worker, failsElsewhere }: Life): boolean {
  group.machine(worker);
  group.change({ calls: 0, dies, diesBefore });
  for (const words of [['launch'], failsElsewhere ? ['remove'] : []]) {
    const { signal, status, stderr } = group.step(words, { TO_BE_READY: 0.2 });
    if (signal) return false;
    expect([status, stderr]).toEqual([0, '']);
  }
  return true;
}

const life = fc.record({
  dies: fc.integer({ min: 1, max: 12 }),
  diesBefore: fc.boolean(),
  worker: fc.constantFrom(0 as const, 1 as const),
  failsElsewhere: fc.boolean(),
});

test('whenever managers die, the one that lives leaves no worker', () => {
  fc.assert(
    fc.property(fc.array(life, { maxLength: 2 }), life, (dead, last) => {
      group.begin();
      dead.forEach(boot);
      expect(boot({ ...last, dies: 0 })).toBe(true);
      expect(isEmpty(group.read())).toBe(true);
    }),
    { numRuns: 12 },
  );
}, 120_000);
