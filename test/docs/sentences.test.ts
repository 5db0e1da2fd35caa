import { describe, expect, test } from 'vitest';
import { sentenceRows } from '../../scripts/docs/messages-table.ts';

const ROWS = sentenceRows();

describe.each([
  [1, 'its likeliest cause'],
  [2, 'the parameter that it is about, or none'],
  [3, 'what to do'],
  [4, 'a test that tells it'],
])('every sentence has, in column %i,', (column, what) => {
  test(what, () => {
    expect(ROWS.length).toBeGreaterThan(100);
    expect(ROWS.filter((row) => !row[column]).map(([sentence]) => sentence)).toEqual([]);
  });
});
