export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
}

/** What is on all pages. */
export async function everyPage<T>(get: (token: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  let token: string | undefined;
  do {
    const { items, next } = await get(token);
    all.push(...items);
    token = next;
  } while (token);
  return all;
}
