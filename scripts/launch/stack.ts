import type { Field, Parameter, Template } from '../lib/template.ts';

/** The custom resources whose functions look at what was filled in. */
const DECIDING = ['Preflight', 'Registration', 'Configuration'] as const;

/** The part of the template by which a stack refuses parameters, as the page has it. */
export interface Stack extends Pick<Template, 'Rules' | 'Conditions' | 'Mappings'> {
  readonly Parameters: Readonly<Record<string, Omit<Parameter, 'Description'>>>;
  readonly Resources: Readonly<Record<(typeof DECIDING)[number], { readonly Properties: unknown }>>;
}

/** @throws Error when the template has none of the resources by such a name. */
export function stackOf({ Parameters, Rules, Conditions, Mappings, Resources }: Template): Stack {
  const deciding = DECIDING.map((name) => {
    if (!Resources[name]) throw new Error(`The template has no resource ${name}.`);
    return [name, { Properties: Resources[name].Properties }];
  });
  // What a parameter is about stands in the form.
  const limits = Object.entries(Parameters).map(([name, { Description: _, ...one }]) => [name, one]);
  return {
    ...{ Rules, Conditions, Mappings, Parameters: Object.fromEntries(limits) },
    Resources: Object.fromEntries(deciding) as Stack['Resources'],
  };
}

/** Filled in as a parameter is, and none of the template's. */
export const STACK_NAME: Field = {
  name: 'stackName',
  Description: 'The stack’s name; the runner in GitLab takes it, too.',
  Default: 'gitlab-runner',
  Type: 'String',
  AllowedPattern: '[A-Za-z][A-Za-z0-9-]{0,127}',
  ConstraintDescription: 'must start with a letter, and have letters, digits and hyphens only.',
};
