import { code, prose, table } from '../lib/markdown.ts';
import { type Parameter, parameterGroups, readTemplate } from '../lib/template.ts';

/** Every parameter, by the groups in which the console shows them. */
export function parameters(): string {
  return parameterGroups(readTemplate())
    .map(({ label, fields }) => {
      const rows = fields.map((field) => [
        code(field.name),
        code(field.Default ?? '') || '*empty*',
        allowed(field),
        prose(field.Description),
      ]);
      return `## ${label}\n\n${table(['Parameter', 'Default', 'Allowed', 'Meaning'], rows)}`;
    })
    .join('\n\n');
}

function allowed({ Type, AllowedValues, ConstraintDescription, ...limits }: Parameter): string {
  const { MinValue, MaxValue, MaxLength } = limits;
  if (AllowedValues && AllowedValues.length > 6)
    return `one of ${AllowedValues.join(', ')}, as CloudWatch Logs wants it`;
  if (AllowedValues) return AllowedValues.map(code).join(', ');
  if (Type === 'Number') return MaxValue === undefined ? `from ${MinValue}` : `${MinValue} to ${MaxValue}`;
  if (ConstraintDescription) return prose(ConstraintDescription.replace(/^must be |\.$/g, ''));
  return MaxLength === undefined ? 'any text' : `at most ${MaxLength} characters`;
}
