import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CollectionTag, parseDocument, type ScalarTag, type YAMLMap, type YAMLSeq } from 'yaml';

export interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly Properties: Readonly<Record<string, unknown>>;
}
export interface Parameter {
  readonly Type: string;
  readonly Default?: string | number;
  readonly Description: string;
  readonly NoEcho?: boolean;
  readonly AllowedPattern?: string;
  readonly ConstraintDescription?: string;
  readonly AllowedValues?: readonly (string | number)[];
  readonly MinValue?: number;
  readonly MaxValue?: number;
  readonly MaxLength?: number;
}
export interface Rule {
  readonly RuleCondition?: unknown;
  readonly Assertions: ReadonlyArray<{ readonly Assert: unknown; readonly AssertDescription: string }>;
}
export interface Output {
  readonly Value: unknown;
  readonly Description: string;
  readonly Condition?: string;
}
export interface Template {
  readonly Description: string;
  readonly Metadata: {
    readonly 'AWS::CloudFormation::Interface': {
      readonly ParameterGroups: ReadonlyArray<{ Label: { default: string }; Parameters: string[] }>;
    };
  };
  readonly Parameters: Readonly<Record<string, Parameter>>;
  readonly Rules: Readonly<Record<string, Rule>>;
  readonly Conditions: Readonly<Record<string, unknown>>;
  readonly Mappings: { readonly Stack: { readonly Release: { readonly Version: string } } };
  readonly Globals: { readonly Function: { readonly Timeout: number } };
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, Output>>;
}

export const TEMPLATE_FILE = join(import.meta.dirname, '..', '..', 'template', 'gitlab-runner.yaml');

const FUNCTIONS = 'And Base64 Equals FindInMap If Join Not Or Select Split Sub'.split(' ');
const nameOf = (tag: string) => (['Ref', 'Condition'].includes(tag) ? tag : `Fn::${tag}`);

const scalars: ScalarTag[] = [...FUNCTIONS, 'Ref', 'Condition', 'GetAtt'].map((tag) => ({
  tag: `!${tag}`,
  resolve: (text) => ({ [nameOf(tag)]: tag === 'GetAtt' ? text.split('.') : text }),
}));
const sequences: CollectionTag[] = FUNCTIONS.map((tag) => ({
  tag: `!${tag}`,
  collection: 'seq',
  resolve: (items: YAMLSeq | YAMLMap) => ({ [nameOf(tag)]: items.toJSON() }),
}));

/** The template as data, with CloudFormation's short tags in their long form. */
export const readTemplate = (file = TEMPLATE_FILE): Template => parseTemplate(readFileSync(file, 'utf8'));

/** The same of a template's text. Throws what is wrong with it; a tag that is none of these is, as nothing of it would be left. */
export function parseTemplate(text: string): Template {
  const document = parseDocument(text, { customTags: [...scalars, ...sequences] });
  for (const fault of [...document.errors, ...document.warnings]) throw fault;
  return document.toJS() as Template;
}

/** The parameters in the groups in which the console shows them. Throws for a name that the template does not have. */
export const parameterGroups = ({ Metadata, Parameters }: Pick<Template, 'Metadata' | 'Parameters'>) =>
  Metadata['AWS::CloudFormation::Interface'].ParameterGroups.map(({ Label, Parameters: names }) => ({
    label: Label.default,
    fields: names.map((name) => {
      const parameter = Parameters[name];
      if (!parameter) throw new Error(`ParameterGroups name ${name}, which the template does not have.`);
      return { name, ...parameter };
    }),
  }));
export type Group = ReturnType<typeof parameterGroups>[number];
export type Field = Group['fields'][number];

/** Each parameter's default, as text; an empty one where it has none. */
export const defaultsOf = ({ Parameters }: Pick<Template, 'Parameters'>): Record<string, string> =>
  Object.fromEntries(Object.entries(Parameters).map(([name, { Default = '' }]) => [name, String(Default)]));
