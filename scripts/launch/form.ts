import type { Parameter, Template } from '../lib/template.ts';
import type { Limits } from './check.ts';

export interface Field extends Limits {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly default: string;
  readonly choices: readonly string[];
}
export interface Group {
  readonly label: string;
  readonly fields: readonly Field[];
  /** NoEcho parameters: named on the page, never asked for. */
  readonly secrets: readonly Field[];
}
/** What the page needs of the template. */
export interface Source {
  readonly Description: string;
  readonly Metadata: Template['Metadata'];
  readonly Parameters: Readonly<Record<string, Parameter>>;
}

/**
 * The template's parameters in their groups.
 * @throws Error when a group names a parameter that the template does not have.
 */
export function groups({ Metadata, Parameters }: Source): readonly Group[] {
  return Metadata['AWS::CloudFormation::Interface'].ParameterGroups.map(({ Label, Parameters: names }) => {
    const all = names.map((name) => ({ name, parameter: parameterOf(Parameters, name) }));
    const fields = (secret: boolean) =>
      all
        .filter(({ parameter }) => Boolean(parameter.NoEcho) === secret)
        .map(({ name, parameter }) => field(name, parameter));
    return { label: Label.default, fields: fields(false), secrets: fields(true) };
  });
}

function parameterOf(parameters: Source['Parameters'], name: string): Parameter {
  const parameter = parameters[name];
  if (!parameter) throw new Error(`ParameterGroups name ${name}, which the template does not have.`);
  return parameter;
}

function field(name: string, parameter: Parameter): Field {
  return {
    name,
    label: name,
    description: parameter.Description,
    default: String(parameter.Default ?? ''),
    choices: (parameter.AllowedValues ?? []).map(String),
    type: parameter.Type,
    pattern: parameter.AllowedPattern,
    constraint: parameter.ConstraintDescription,
    least: parameter.MinValue,
    most: parameter.MaxValue,
    longest: parameter.MaxLength,
  };
}
