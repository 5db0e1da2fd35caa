import { OperatorError } from '../operator-error.ts';
import { say } from '../sentence.ts';
import { FAILURES } from './sentences.ts';

/** More than any account's things fill: a response whose next page is itself would otherwise go on forever. */
export const MOST_PAGES = 1_000;

/** What is on all pages, as one of the SDK's paginators gives them. */
export async function onEveryPage<Page, T>(
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => readonly T[] | undefined,
): Promise<T[]> {
  const all: T[] = [];
  let count = 0;
  for await (const page of pages) {
    if (++count > MOST_PAGES) throw new OperatorError(say(FAILURES.endless, { most: MOST_PAGES }));
    all.push(...(itemsOf(page) ?? []));
  }
  return all;
}
