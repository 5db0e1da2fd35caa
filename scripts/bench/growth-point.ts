/** How many calls to AWS something took, and how long, at one size. */
export interface Point {
  readonly size: number;
  readonly calls: number;
  readonly seconds: number;
}

/** One thing that grows, with what it costs the functions. */
export interface Growth {
  readonly of: string;
  readonly measured: readonly Point[];
  readonly extrapolated: readonly Point[];
}

/** At another size, by the straight line through the two largest that were measured. */
export function extrapolate(points: readonly Point[], size: number): Point {
  const [before, last] = points.toSorted((one, other) => one.size - other.size).slice(-2);
  if (!before || !last) throw new Error('A line needs two points.');
  const share = (size - before.size) / (last.size - before.size);
  const at = (from: number, to: number) => from + share * (to - from);
  return {
    size,
    calls: Math.round(at(before.calls, last.calls)),
    seconds: at(before.seconds, last.seconds),
  };
}

/** Runs it once, with a proxy that has just forgotten its calls. */
export async function measured(
  proxy: { meet(): void; names(): readonly string[] },
  size: number,
  act: () => Promise<unknown>,
): Promise<Point> {
  proxy.meet();
  const begin = performance.now();
  await act();
  return { size, calls: proxy.names().length, seconds: (performance.now() - begin) / 1000 };
}
