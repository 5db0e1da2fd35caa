const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Where two pieces of data differ, each as `path: one, not the other`; in order. */
export function differences(one: unknown, other: unknown, path: string): string[] {
  if (isMap(one) && isMap(other) && Array.isArray(one) === Array.isArray(other)) {
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...names].flatMap((name) => differences(one[name], other[name], `${path}.${name}`));
  }
  return one === other ? [] : [`${path}: ${shown(one)}, not ${shown(other)}`];
}

const shown = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 80));
