import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePeriod } from '../../functions/configuration/period.ts';
import { runs, seed } from './runs.ts';

const CASES = runs(1_000);

// Mostly what is right in every field, since one wrong word makes the whole wrong.
const number = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 6 }) },
  fc.integer({ min: 0, max: 70 }),
);
const value = fc.oneof(
  { weight: 20, arbitrary: number.map(String) },
  fc.constantFrom('mon', 'SUN', 'jan', 'Dec', 'l', '?', ''),
);
const item = fc.oneof(
  fc.constantFrom('*', '*/2', '2-5/3', '*/70'),
  fc.tuple(value, fc.option(value), fc.option(number, { freq: 1 })).map(([first, last, step]) => {
    const range = last === null ? first : `${first}-${last}`;
    return step === null || last === null ? range : `${range}/${step}`;
  }),
);
const word = fc.array(item, { minLength: 1, maxLength: 2 }).map((items) => items.join(','));
/** Nearly a cron, with some character of it replaced by what does not belong there. */
const cron = fc
  .tuple(
    fc.oneof({ weight: 9, arbitrary: fc.array(word, { minLength: 5, maxLength: 5 }) }, fc.array(word)),
    fc.nat(),
    fc.oneof({ weight: 3, arbitrary: fc.constant('') }, fc.string({ unit: 'binary', maxLength: 2 })),
  )
  .map(([words, place, noise]) => {
    const text = words.join(' ');
    const at = place % (text.length + 1);
    return noise === '' ? text : text.slice(0, at) + noise + text.slice(at + 1);
  });

/** What one field stands for, by the slow road: every value is asked whether some item has it. */
function valuesOf(field: string, least: number, most: number): number[] {
  const has = (one: string, wanted: number) => {
    const [first = Number.NaN, last = first] = one === '*' ? [least, most] : one.split('-').map(Number);
    return wanted >= first && wanted <= last;
  };
  const all = Array.from({ length: most - least + 1 }, (_, index) => least + index);
  return all.filter((wanted) => field.split(',').some((one) => has(one, wanted)));
}

const LIMITS = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
] as const;

test(`any text is a period of five spelt-out fields or has one fault (seed ${seed})`, () => {
  let read = 0;
  const property = fc.property(
    fc.oneof({ weight: 9, arbitrary: cron }, fc.string({ unit: 'binary' })),
    (given) => {
      const { period, fault } = parsePeriod(given);
      if (fault !== undefined) {
        expect([period, fault]).toEqual([[], expect.stringMatching(/^(must|has) /)]);
        return;
      }
      read++;
      expect(period).toHaveLength(5);
      period.forEach((field, index) => {
        const [least, most] = LIMITS[index] ?? [0, 0];
        const values = valuesOf(field, least, most);
        expect(values).not.toEqual([]);
        if (values.length === most - least + 1) expect(field).toBe('*');
      });
      expect(parsePeriod(period.join(' '))).toEqual({ period });
    },
  );
  fc.assert(property, { numRuns: CASES, seed });
  expect(read).toBeGreaterThan(CASES / 50);
});
