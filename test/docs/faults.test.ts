import { expect, test } from 'vitest';
import { FAULTS } from '../../scripts/docs/faults.ts';
import { numberedTests, testsIn } from '../../scripts/docs/test-titles.ts';

const numbers = Object.values(FAULTS).flatMap((group) => Object.keys(group));
const tests = numberedTests();

test('the faults are 1 to 104, and four more of a roll-back', () => {
  const wanted = [
    ...Array.from({ length: 104 }, (_, index) => String(index + 1)),
    '80a',
    '80b',
    '80c',
    '80d',
  ];
  expect(numbers.sort()).toEqual(wanted.sort());
});

test.each(
  Object.values(FAULTS).flatMap((group) => Object.entries(group)),
)('fault %s, %s, has a test', (number) => {
  expect(tests.filter((one) => one.numbers.includes(number))).not.toEqual([]);
});

test('no test carries the number of a fault that is not in the list', () => {
  expect(tests.flatMap((one) => one.numbers).filter((number) => !numbers.includes(number))).toEqual([]);
});

test('the numbers of a title are found, alone or together, in a row of a table and in what stands around it', () => {
  // Without the dots, the tests of this text would be taken for tests of those faults.
  const text = [
    "describe('a call', () => {",
    '  test.each([',
    "    ['·24. that is reset', reset],",
    "  ])('%s fails', () => {});",
    "  test('·52. 53. isn\\'t cut', () => {});",
    '});',
    "test('·80a. is rolled back', () => {});",
    "test('a 1. in the middle', () => {});",
  ].join('\n');
  const found = testsIn('a.test.ts', text.replaceAll('·', ''));
  expect(found.map(({ numbers: these, title }) => [these, title])).toEqual([
    [['24'], 'a call that is reset'],
    [['52', '53'], "a call isn't cut"],
    [['80a'], 'is rolled back'],
  ]);
});
