import { code, prose, table } from '../lib/markdown.ts';
import { type Parameter, readTemplate } from '../lib/template.ts';

interface Documented extends Parameter {
  readonly MaxValue?: number;
  readonly MaxLength?: number;
}

/** Every parameter, by the groups in which the console shows them. */
export function parameters(): string {
  const { Metadata, Parameters } = readTemplate();
  return Metadata['AWS::CloudFormation::Interface'].ParameterGroups.map((group) => {
    const rows = group.Parameters.map((name) => {
      const parameter = Parameters[name];
      if (!parameter) throw new Error(`The template has no parameter ${name}.`);
      return [code(name), defaultOf(parameter), allowed(parameter), prose(parameter.Description)];
    });
    return `## ${group.Label.default}\n\n${table(['Parameter', 'Default', 'Allowed', 'Meaning'], rows)}`;
  }).join('\n\n');
}

function defaultOf({ Default = '' }: Parameter): string {
  return code(Default) || '*empty*';
}

function allowed({ Type, AllowedValues, ConstraintDescription, ...others }: Documented): string {
  const { MinValue, MaxValue, MaxLength } = others;
  if (AllowedValues && AllowedValues.length > 6)
    return `one of ${AllowedValues.join(', ')}, as CloudWatch Logs wants it`;
  if (AllowedValues) return AllowedValues.map(code).join(', ');
  if (Type === 'Number') return MaxValue === undefined ? `from ${MinValue}` : `${MinValue} to ${MaxValue}`;
  if (ConstraintDescription) return prose(ConstraintDescription.replace(/^must be |\.$/g, ''));
  return MaxLength === undefined ? 'any text' : `at most ${MaxLength} characters`;
}
