import { evaluate } from './evaluate.ts';
import type { Template } from './template.ts';

export type Given = Readonly<Record<string, string>>;

/** Whether a condition of the template holds with these parameters. */
export function holds(condition: string, template: Template, parameters: Given): boolean {
  return evaluate(template, { parameters, pseudo: parameters, attribute: () => '' }).holds(condition);
}

/** A value with one side of each Fn::If, and without what is AWS::NoValue then. */
export function chosen(value: unknown, isTrue: (condition: string) => boolean): unknown {
  if (Array.isArray(value)) return value.map((one) => chosen(one, isTrue)).filter(isThere);
  if (typeof value !== 'object' || value === null) return value;
  const { 'Fn::If': choice } = value as { 'Fn::If'?: [string, unknown, unknown] };
  if (choice) return chosen(choice[isTrue(choice[0]) ? 1 : 2], isTrue);
  const entries = Object.entries(value).map(([name, one]) => [name, chosen(one, isTrue)] as const);
  return Object.fromEntries(entries.filter(([, one]) => isThere(one)));
}

const isThere = (one: unknown) => (one as { Ref?: string } | null)?.Ref !== 'AWS::NoValue';

/** The template as these parameters make it: no Fn::If left, and no resource or output whose condition does not hold. */
export function withParameters(template: Template, given: Given): Template {
  const isTrue = (condition: string) => holds(condition, template, given);
  const made = (all: Readonly<Record<string, { Condition?: string }>>) =>
    Object.fromEntries(
      Object.entries(all)
        .filter(([, { Condition }]) => !Condition || isTrue(Condition))
        .map(([name, one]) => [name, chosen(one, isTrue)]),
    );
  return { ...template, Resources: made(template.Resources), Outputs: made(template.Outputs) } as Template;
}
