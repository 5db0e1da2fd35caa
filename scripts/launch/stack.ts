import type { Template } from '../lib/template.ts';

/** The custom resources whose functions look at what was filled in. */
const DECIDING = ['Preflight', 'Registration', 'Configuration'] as const;

/** The part of the template by which a stack refuses parameters, as the page has it. */
export interface Stack extends Pick<Template, 'Rules' | 'Conditions' | 'Mappings'> {
  readonly Parameters: Readonly<Record<string, Pick<Template['Parameters'][string], 'Type' | 'Default'>>>;
  readonly Resources: Readonly<Record<(typeof DECIDING)[number], { readonly Properties: unknown }>>;
}

/** @throws Error when the template has none of the resources by such a name. */
export function stackOf({ Parameters, Rules, Conditions, Mappings, Resources }: Template): Stack {
  const properties = (name: (typeof DECIDING)[number]) => {
    const { Properties } = Resources[name] ?? {};
    if (!Properties) throw new Error(`The template has no resource ${name}.`);
    return { Properties };
  };
  return {
    Parameters: Object.fromEntries(
      Object.entries(Parameters).map(([name, { Type, Default }]) => [
        name,
        { Type, ...(Default === undefined ? {} : { Default }) },
      ]),
    ),
    Rules,
    Conditions,
    Mappings,
    Resources: {
      Preflight: properties('Preflight'),
      Registration: properties('Registration'),
      Configuration: properties('Configuration'),
    },
  };
}
