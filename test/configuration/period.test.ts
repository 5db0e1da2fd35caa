import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePeriod } from '../../functions/configuration/period.ts';

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const DAYS = 'sun mon tue wed thu fri sat'.split(' ');
const LIMITS = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
] as const;

describe('a period', () => {
  it.each([
    ['* * * * *', '* * * * *'],
    ['  * 8-17  * * MON-FRI ', '* 8-17 * * 1-5'],
    ['0,1,2,30 9 * * *', '0-2,30 9 * * *'],
    ['*/15 0-12/6 1-31 jan,mar *', '0,15,30,45 0,6,12 * 1,3 *'],
    ['00 08 * * *', '0 8 * * *'],
    ['* * * * fri-sun', '* * * * 0,5-6'],
    ['* * * * 5-7', '* * * * 0,5-6'],
    ['* * * * 7', '* * * * 0'],
    ['* * * * sun', '* * * * 0'],
    ['* * * * sun-tue', '* * * * 0-2'],
    ['* * * * 0-7', '* * * * *'],
  ])('%j is %j, which both executors read the same way', (cron, canonical) => {
    expect(parsePeriod(cron)).toEqual({ period: canonical.split(' ') });
  });

  it.each([
    ['* * * *', 'five fields'],
    ['* * * * * *', 'five fields'],
    ['', 'five fields'],
    ['@daily', 'five fields'],
    ['60 * * * *', 'wrong minute: it must be * or 0 to 59'],
    ['* 24 * * *', 'wrong hour'],
    ['* * 0 * *', 'wrong day of month'],
    ['* * l * *', 'wrong day of month'],
    ['* * * 13 *', 'wrong month: it must be * or 1 to 12 or jan to dec'],
    ['* * * * 8', 'wrong day of week: it must be * or 0 to 6 or sun to sat'],
    ['* * * * monday', 'wrong day of week'],
    ['jan * * * *', 'wrong minute'],
    ['*/0 * * * *', 'wrong minute'],
    ['5/10 * * * *', 'wrong minute'],
    ['1,,2 * * * *', 'wrong minute'],
    ['1- * * * *', 'wrong minute'],
    ['-1 * * * *', 'wrong minute'],
    ['? * * * *', 'wrong minute'],
  ])('%j is refused', (cron, fault) => {
    expect(parsePeriod(cron).fault).toContain(fault);
  });

  it('of a range that goes down is refused, where cronexpr would silently take it for never', () => {
    expect(parsePeriod('* 22-6 * * *').fault).toContain('ranges that go up');
    expect(parsePeriod('* * * * sat-mon').fault).toContain('ranges that go up');
  });
});

/** One item of a field, as text and as the values it stands for. */
const item = ([least, most]: readonly [number, number], names: readonly string[]) =>
  fc
    .tuple(
      fc.integer({ min: least, max: most }),
      fc.integer({ min: least, max: most }),
      fc.integer({ min: 1, max: 70 }),
      fc.boolean(),
      fc.constantFrom('value', 'range', 'step', 'all'),
    )
    .map(([one, other, step, asName, kind]) => {
      const [first, last] = one < other ? [one, other] : [other, one];
      const word = (value: number) => (asName && names[value - least]) || String(value);
      const span = (from: number, to: number, by: number) =>
        Array.from({ length: to - from + 1 }, (_, n) => from + n).filter(
          (value) => (value - from) % by === 0,
        );
      if (kind === 'value') return { text: word(first), values: [first] };
      if (kind === 'range') return { text: `${word(first)}-${word(last)}`, values: span(first, last, 1) };
      if (kind === 'step') return { text: `${first}-${last}/${step}`, values: span(first, last, step) };
      return { text: `*/${step}`, values: span(least, most, step) };
    });

const field = (limits: readonly [number, number], names: readonly string[] = []) =>
  fc.array(item(limits, names), { minLength: 1, maxLength: 4 }).map((items) => ({
    text: items.map(({ text }) => text).join(','),
    values: [...new Set(items.flatMap(({ values }) => values))].sort((one, other) => one - other),
  }));

const expanded = (text: string, [least, most]: readonly [number, number]): number[] =>
  (text === '*' ? `${least}-${most}` : text).split(',').flatMap((part) => {
    const [first = 0, last = first] = part.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, n) => first + n);
  });

describe('any period', () => {
  const cron = fc.tuple(
    field(LIMITS[0]),
    field(LIMITS[1]),
    field(LIMITS[2]),
    field(LIMITS[3], MONTHS),
    field(LIMITS[4], DAYS),
  );

  it('keeps the moments it stands for when it is spelt anew, and is spelt anew only once', () => {
    fc.assert(
      fc.property(cron, (fields) => {
        const { period, fault } = parsePeriod(fields.map(({ text }) => text).join(' '));
        expect(fault).toBeUndefined();
        const values = LIMITS.map((limits, index) => expanded(period[index] ?? '', limits));
        expect(values).toEqual(fields.map((one) => one.values));
        expect(parsePeriod(period.join(' '))).toEqual({ period });
      }),
    );
  });
});
