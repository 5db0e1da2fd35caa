import { evaluate } from './evaluate.ts';
import type { Template } from './template.ts';

export type Given = Readonly<Record<string, string>>;

/** Whether a condition of the template holds with these parameters. */
export function holds(condition: string, template: Template, parameters: Given): boolean {
  return evaluate(template, { parameters, pseudo: parameters, attribute: () => '' }).holds(condition);
}

const NOTHING = Symbol('AWS::NoValue');

/** The template as these parameters make it: no Fn::If left, and no resource or output whose condition does not hold. */
export function withParameters(template: Template, given: Given): Template {
  const isMade = ({ Condition }: { Condition?: string | undefined }) =>
    !Condition || holds(Condition, template, given);
  const chosen = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(chosen).filter((item) => item !== NOTHING);
    if (typeof value !== 'object' || value === null) return value;
    if ('Fn::If' in value) {
      const [Condition, then, otherwise] = value['Fn::If'] as [string, unknown, unknown];
      return chosen(holds(Condition, template, given) ? then : otherwise);
    }
    if ('Ref' in value && value.Ref === 'AWS::NoValue') return NOTHING;
    const entries = Object.entries(value).map(([key, inner]) => [key, chosen(inner)]);
    return Object.fromEntries(entries.filter(([, inner]) => inner !== NOTHING));
  };
  const made = <T extends { Condition?: string | undefined }>(all: Readonly<Record<string, T>>) =>
    Object.fromEntries(
      Object.entries(all)
        .filter(([, one]) => isMade(one))
        .map(([name, one]) => [name, chosen(one)]),
    );
  return { ...template, Resources: made(template.Resources), Outputs: made(template.Outputs) } as Template;
}
