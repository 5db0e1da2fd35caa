import { isDeepStrictEqual } from 'node:util';
import type { Template } from '../lib/template.ts';

type Named = Readonly<Record<string, unknown>>;

/** Resources and sections, by name, in which the one template is not the other: no parameter explains these. */
export function differences(one: Template, other: Template): string[] {
  const { Resources: resources = {}, ...sections } = one;
  const { Resources: others = {}, ...otherSections } = other;
  return [...unlike(resources, others), ...unlike(sections, otherSections)];
}

function unlike(one: Named, other: Named): string[] {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return names.filter((name) => !isDeepStrictEqual(one[name], other[name]));
}

/** Without what `sam build` and `sam package` write into a template: where a function's code lies, and its resource's name. */
export function unpackaged(template: Template): Template {
  const resources = Object.entries(template.Resources).map(([name, resource]) => {
    const { Metadata: { SamResourceId: _, ...metadata } = {}, ...rest } = resource;
    const { CodeUri: __, ...properties } = resource.Properties ?? {};
    const Properties = resource.Type === 'AWS::Serverless::Function' ? properties : resource.Properties;
    return [name, { ...rest, Properties, ...(Object.keys(metadata).length > 0 && { Metadata: metadata }) }];
  });
  return { ...template, Resources: Object.fromEntries(resources) };
}
