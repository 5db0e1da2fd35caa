// From output.go of github.com/santhosh-tekuri/jsonschema v6, as far as gitlab-runner 19.3.0 and 19.4.0 were seen to print it.

export interface Violation {
  readonly at: readonly string[];
  readonly what: string;
}

/** One line each; those with a common place are below a line for that place. */
export function words(violations: readonly Violation[]): string {
  const top = commonPlace(violations);
  return lines(violations, top.length, '').join('\n');
}

function lines(violations: readonly Violation[], depth: number, indent: string): string[] {
  if (violations.length === 1 || violations.every(({ at }) => at.length <= depth))
    return violations.map(({ at, what }) => `${indent}- at '/${at.join('/')}': ${what}`);
  const groups = Map.groupBy(violations, ({ at }) => at[depth]);
  return [...groups.values()].flatMap((group) => {
    const place = commonPlace(group);
    if (group.length === 1) return lines(group, depth, indent);
    const heading = `${indent}- at '/${place.join('/')}': validation failed`;
    return [heading, ...lines(group, place.length, `${indent}  `)];
  });
}

function commonPlace(violations: readonly Violation[]): readonly string[] {
  const [first, ...others] = violations.map(({ at }) => at);
  const differs = (first ?? []).findIndex((step, index) => others.some((at) => at[index] !== step));
  return differs < 0 ? (first ?? []) : (first ?? []).slice(0, differs);
}
