import type { Field, Group } from '../lib/template.ts';
import { attributes, escapeHtml } from './html.ts';

/** Parameters whose values have lines. */
export const WITH_LINES: ReadonlySet<string> = new Set(['AdditionalRunnerConfig', 'GitLabCaCertificate']);

export function renderGroup({ label, fields }: Group, index: number): string {
  const rendered = fields.map((field) => (field.NoEcho ? renderSecret(field) : renderField(field)));
  return `
<details class="group"${index === 0 ? ' open' : ''}>
<summary><h2>${escapeHtml(label)}</h2><span class="count"></span></summary>
${rendered.join('')}
</details>`;
}

/** A NoEcho parameter is named on the page, and never asked for. */
const renderSecret = ({ name, Description }: Field) => `
<div class="field secret"><div><p class="name">${name}</p><p class="about">${escapeHtml(Description)}</p></div>
<div class="about"><p>Never typed into this page. The console asks for it, and so does <code>sam deploy --guided</code>.</p>
<p>To make an access token there, its name and scopes filled in:</p>
<a id="token-page-newer"${elsewhere}>GitLab 18.9 and newer</a><a id="token-page-older"${elsewhere}>GitLab 17.1 to 18.8</a></div></div>`;

const elsewhere = attributes({ target: '_blank', rel: 'noopener noreferrer' });

/** A label, what it is about, the input, and the place for what is wrong with it. */
export function renderField(field: Field, label = field.name): string {
  const { name, Description } = field;
  return `
<div class="field"><div><label class="name" for="${name}">${label}</label>
<p class="about" id="${name}-about">${escapeHtml(Description)}</p></div>
<div>${input(field)}<p class="problem" id="${name}-problem" aria-live="polite"></p></div></div>`;
}

// A browser reads the attribute `pattern` with the flag v, which refuses some of CloudFormation's: the script looks.
function input({ name, Type, Default = '', AllowedValues, MinValue, MaxValue }: Field): string {
  const common = { id: name, name, 'aria-describedby': `${name}-about ${name}-problem` };
  const option = (value: string | number) =>
    `<option${attributes({ selected: value === Default })}>${escapeHtml(String(value))}</option>`;
  if (AllowedValues) return `<select${attributes(common)}>${AllowedValues.map(option).join('')}</select>`;
  const typed = { ...common, autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false' };
  if (WITH_LINES.has(name))
    return `<textarea rows="4"${attributes(typed)}>${escapeHtml(String(Default))}</textarea>`;
  const number = Type === 'Number' && { type: 'number', min: MinValue, max: MaxValue };
  return `<input${attributes({ ...typed, ...number, value: Default })}>`;
}
