import type { Template } from '../../scripts/lib/template.ts';

export type Given = Readonly<Record<string, string>>;
type Value = unknown;

/** A value in a condition, as CloudFormation computes it from the parameters. */
function computed(value: Value, given: Given): Value {
  if (typeof value !== 'object' || value === null) return value;
  const [[name, inner] = ['', undefined]] = Object.entries(value);
  const list = (items: Value) => (items as Value[]).map((item) => computed(item, given));
  if (name === 'Ref') return given[String(inner)] ?? '';
  if (name === 'Fn::Sub')
    return String(inner).replace(/\$\{(\w+)\}/g, (_, parameter) => given[parameter] ?? '');
  if (name === 'Fn::Split') {
    const [separator, text] = list(inner);
    return String(text).split(String(separator));
  }
  if (name === 'Fn::Select') {
    const [index, items] = list(inner);
    return (items as Value[])[Number(index)];
  }
  throw new Error(`A condition uses ${name}, which is not known here.`);
}

/** Whether a condition of the template holds with these parameters. */
export function holds(condition: Value, template: Template, given: Given): boolean {
  const [[name, inner] = ['', undefined]] = Object.entries(condition as object);
  const parts = inner as Value[];
  if (name === 'Condition') return holds(template.Conditions[String(inner)], template, given);
  if (name === 'Fn::Not') return !holds(parts[0], template, given);
  if (name === 'Fn::And') return parts.every((part) => holds(part, template, given));
  if (name === 'Fn::Or') return parts.some((part) => holds(part, template, given));
  return String(computed(parts[0], given)) === String(computed(parts[1], given));
}

const NOTHING = Symbol('AWS::NoValue');

/** The template as these parameters make it: no Fn::If left, and no resource or output whose condition does not hold. */
export function withParameters(template: Template, changes: Given): Template {
  const defaults = Object.entries(template.Parameters).map(([name, { Default = '' }]) => [
    name,
    String(Default),
  ]);
  const given = { ...Object.fromEntries(defaults), ...changes };
  const isMade = ({ Condition }: { Condition?: string | undefined }) =>
    !Condition || holds({ Condition }, template, given);
  const chosen = (value: Value): Value => {
    if (Array.isArray(value)) return value.map(chosen).filter((item) => item !== NOTHING);
    if (typeof value !== 'object' || value === null) return value;
    if ('Fn::If' in value) {
      const [Condition, then, otherwise] = value['Fn::If'] as [string, Value, Value];
      return chosen(holds({ Condition }, template, given) ? then : otherwise);
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
