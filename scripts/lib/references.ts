import type { Resource, Template } from './template.ts';

export interface Reference {
  readonly name: string;
  /** The attribute of an Fn::GetAtt; undefined for a Ref. */
  readonly attribute: string | undefined;
}

/** Every Ref, Fn::GetAtt and `${…}` of Fn::Sub in a piece of the template, wherever it is nested. */
export function referencesIn(value: unknown): Reference[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'Ref') return [{ name: String(inner), attribute: undefined }];
    if (key === 'Fn::GetAtt') return [{ name: String(inner[0]), attribute: String(inner[1]) }];
    if (key === 'Fn::Sub') return substitutions(inner);
    return referencesIn(inner);
  });
}

function substitutions(sub: unknown): Reference[] {
  const [text, variables] = Array.isArray(sub) ? sub : [sub, {}];
  const names = [...String(text).matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name]) => name ?? '');
  const outside = names.filter((name) => !(name in variables));
  return [...outside.map(asReference), ...referencesIn(variables)];
}

function asReference(text: string): Reference {
  const dot = text.includes('::') ? -1 : text.indexOf('.');
  return dot < 0
    ? { name: text, attribute: undefined }
    : { name: text.slice(0, dot), attribute: text.slice(dot + 1) };
}

/** The names of the resources that a resource needs, and that CloudFormation therefore deletes after it. */
export function needs(resource: Resource, template: Template): string[] {
  const { DependsOn = [] } = resource;
  const names = [
    ...[DependsOn].flat(),
    ...referencesIn([resource.Properties, resource.Metadata]).map(({ name }) => name),
  ];
  return [...new Set(names)].filter((name) => name in template.Resources);
}
