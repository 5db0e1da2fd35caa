/** The value that `share` of the values are below, between its two neighbours. Throws when there is none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const at = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  if (low === undefined || high === undefined) throw new Error('There is no quantile of nothing.');
  return low + (at - Math.floor(at)) * (high - low);
}
export const median = (values: readonly number[]): number => quantile(values, 0.5);
