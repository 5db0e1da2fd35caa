/** What the template says of a parameter's values, as far as a page can look before CloudFormation does. */
export interface Limits {
  readonly type: string;
  readonly pattern?: string | undefined;
  readonly constraint?: string | undefined;
  readonly least?: number | undefined;
  readonly most?: number | undefined;
  readonly longest?: number | undefined;
}

/** Why CloudFormation would refuse the value, in the template's words ("must be …"); undefined when it would not. */
export function objection(value: string, limits: Limits): string | undefined {
  const { pattern, constraint, longest } = limits;
  if (limits.type === 'Number') return numberObjection(value, limits);
  // AllowedPattern holds for the whole value.
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`).test(value))
    return constraint ?? `must match ${pattern}`;
  return longest !== undefined && value.length > longest
    ? `must have at most ${longest} characters, and has ${value.length}.`
    : undefined;
}

function numberObjection(value: string, { least, most }: Limits): string | undefined {
  const number = Number(value);
  const fits = /^\d+$/.test(value) && number >= (least ?? 0) && number <= (most ?? Number.POSITIVE_INFINITY);
  if (fits) return undefined;
  return most === undefined
    ? `must be a whole number, ${least} or more.`
    : `must be a whole number from ${least} to ${most}.`;
}
