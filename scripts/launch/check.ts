import type { Parameter } from '../lib/template.ts';

/** Why CloudFormation would refuse the value, in the template's words ("must be …"); undefined when it would not. */
export function objection(value: string, parameter: Omit<Parameter, 'Description'>): string | undefined {
  const { Type, AllowedPattern: pattern, ConstraintDescription, MaxLength = Infinity } = parameter;
  if (Type === 'Number') return numberObjection(value, parameter);
  // AllowedPattern holds for the whole value.
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`).test(value))
    return ConstraintDescription ?? `must match ${pattern}`;
  return value.length > MaxLength
    ? `must have at most ${MaxLength} characters, and has ${value.length}.`
    : undefined;
}

function numberObjection(
  value: string,
  { MinValue = 0, MaxValue }: Pick<Parameter, 'MinValue' | 'MaxValue'>,
): string | undefined {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= MinValue && number <= (MaxValue ?? number)) return undefined;
  return MaxValue === undefined
    ? `must be a whole number, ${MinValue} or more.`
    : `must be a whole number from ${MinValue} to ${MaxValue}.`;
}
