import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Facts, Unseen } from '../../scripts/status/facts.ts';
import { judge } from '../../scripts/status/judge/judge.ts';
import { asJson, asScreen, EXIT } from '../../scripts/status/print.ts';
import { facts, NOW } from './facts.ts';

test('the worst decides on the exit status', () => {
  const look = { alarms: [], unconfirmed: ['a@b.example'] };
  const unseen = { workers: new Unseen('no') };
  const broken = { managers: { instances: [], failed: undefined } };
  const status = (different: Partial<Facts>) => EXIT[judge(facts(different)).health];
  expect([{}, look, { ...look, ...unseen }, { ...look, ...unseen, ...broken }].map(status)).toEqual([
    0, 1, 3, 2,
  ]);
});

test('nothing that stands in a log, a note or a reason moves the cursor', () => {
  const anything = fc.string({
    unit: fc.constantFrom('a', '\u001b', '\u009b', '\r', '\n', '\b', '\u202e', '[2J'),
  });
  fc.assert(
    fc.property(anything, (text) => {
      const hostile = facts({
        log: { stream: 's', lines: [{ at: NOW, text }] },
        failure: text,
        parameters: { notes: [{ name: text, text }], renewed: undefined },
      });
      expect(asScreen(hostile, judge(hostile)).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      const json = asJson(hostile, judge(hostile));
      expect(json).toMatch(/^[\n\x20-\x7e]*$/);
      expect(JSON.parse(json).facts.failure).toBe(text);
    }),
  );
});
