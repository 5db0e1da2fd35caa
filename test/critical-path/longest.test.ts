import { expect, test } from 'vitest';
import { endOf, longestChain } from '../../scripts/critical-path/longest.ts';

const work = (seconds: number, ...after: string[]) => ({ seconds, after });

test('of two ways to the end the longer one is the chain, each step from where the one before it ends', () => {
  const works = new Map([
    ['end', work(1, 'short', 'long')],
    ['short', work(2, 'begin')],
    ['long', work(5, 'begin')],
    ['begin', work(3)],
  ]);
  const chain = longestChain(works);
  expect(chain).toEqual([
    { name: 'begin', begins: 0, seconds: 3 },
    { name: 'long', begins: 3, seconds: 5 },
    { name: 'end', begins: 8, seconds: 1 },
  ]);
  expect(endOf(chain)).toBe(9);
});

test('what takes no time is waited for, and is no step', () => {
  const works = new Map([
    ['end', work(1, 'nothing')],
    ['nothing', work(0, 'begin')],
    ['begin', work(3)],
  ]);
  expect(longestChain(works).map(({ name }) => name)).toEqual(['begin', 'end']);
});

test('the chain ends with the work that ends last, whoever waits for it', () => {
  expect(
    longestChain(
      new Map([
        ['one', work(1)],
        ['other', work(2)],
      ]),
    ).map(({ name }) => name),
  ).toEqual(['other']);
});

test('nothing to do has no chain, and work that waits for what is not there is refused', () => {
  expect(longestChain(new Map())).toEqual([]);
  expect(() => longestChain(new Map([['one', work(1, 'gone')]]))).toThrow('gone');
});
