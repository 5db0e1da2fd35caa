import { chosen } from '../lib/conditions.ts';

/** A value with what each Fn::If gives when its condition holds, or does not, for linters that do not look behind one. */
export const sideOf = (value: unknown, holds: boolean): unknown =>
  JSON.parse(JSON.stringify(chosen(value, () => holds)), (key, one) =>
    key === 'Fn::Sub' && Array.isArray(one) ? named(one as [string, object]) : one,
  );

/** cdk-nag's names of findings hold the text: `<Guid>` says as much as the functions that make it. */
function named([text, variables]: [string, object]): string {
  return Object.keys(variables).reduce((made, name) => made.replaceAll(`\${${name}}`, `<${name}>`), text);
}
