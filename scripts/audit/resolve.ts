import { type Definitions, evaluator } from './evaluate.ts';

export interface Resource {
  readonly Type: string;
  readonly Condition?: string;
}
export interface Template extends Definitions {
  readonly Resources: Readonly<Record<string, Resource>>;
}
export type Parameters = Readonly<Record<string, string>>;

/**
 * The resources as they are for certain parameters. The rules take a Ref to a parameter for a setting that is missing,
 * and do not look behind an Fn::If.
 */
export function resolve(template: Template, parameters: Parameters): Template {
  const { of, holds } = evaluator(template, parameters);
  const present = Object.entries(template.Resources).filter(
    ([, { Condition }]) => Condition === undefined || holds(Condition),
  );
  const resources = present.map(([name, { Condition, ...resource }]) => [name, of(resource)]);
  return { Resources: Object.fromEntries(resources) };
}

/** Which of a template's conditions hold for certain parameters. */
export function conditionsOf(template: Template, parameters: Parameters): Map<string, boolean> {
  const { holds } = evaluator(template, parameters);
  return new Map(Object.keys(template.Conditions ?? {}).map((name) => [name, holds(name)]));
}
