/** What an Fn::If gives: 1 when its condition holds, 2 when it does not. */
export type Side = 1 | 2;

/** A value with one side of each Fn::If, for linters that do not look behind one. */
export function sideOf(value: unknown, side: Side): unknown {
  if (Array.isArray(value)) return value.map((one) => sideOf(one, side)).filter(isThere);
  if (typeof value !== 'object' || value === null) return value;
  const { 'Fn::If': choice, 'Fn::Sub': text } = value as Record<string, unknown[]>;
  if (choice) return sideOf(choice[side], side);
  if (Array.isArray(text)) return { 'Fn::Sub': named(text as [string, object]) };
  const entries = Object.entries(value).map(([name, one]) => [name, sideOf(one, side)] as const);
  return Object.fromEntries(entries.filter(([, one]) => isThere(one)));
}

const isThere = (one: unknown) => (one as { Ref?: string } | null)?.Ref !== 'AWS::NoValue';

/** cdk-nag's names of findings hold the text: `<Guid>` says as much as the functions that make it. */
function named([text, variables]: [string, object]): string {
  return Object.keys(variables).reduce((made, name) => made.replaceAll(`\${${name}}`, `<${name}>`), text);
}
