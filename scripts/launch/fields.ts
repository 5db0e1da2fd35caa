import type { Field, Group } from './form.ts';
import { attributes, escapeHtml } from './html.ts';

/** Parameters whose values have lines. */
export const WITH_LINES: ReadonlySet<string> = new Set(['AdditionalRunnerConfig', 'GitLabCaCertificate']);

export function renderGroup(group: Group, open: boolean): string {
  return `
<details class="group"${open ? ' open' : ''}>
<summary><h2>${escapeHtml(group.label)}</h2><span class="count"></span></summary>
${group.secrets.map(renderSecret).join('')}${group.fields.map((field) => renderField(field)).join('')}
</details>`;
}

const renderSecret = ({ name, description }: Field) => `
<div class="field secret"><div><p class="name">${name}</p><p class="about">${escapeHtml(description)}</p></div>
<div><p>Never typed into this page. The console asks for it, and so does <code>sam deploy --guided</code>.</p>
<p>To make an access token there, its name and scopes filled in:</p>
<a id="token-page-newer"${elsewhere}>GitLab 18.9 and newer</a><a id="token-page-older"${elsewhere}>GitLab 17.1 to 18.8</a></div></div>`;

const elsewhere = attributes({ target: '_blank', rel: 'noopener noreferrer' });

/** A label, what it is about, the input, and the place for what is wrong with it. */
export function renderField(field: Field): string {
  const { name, label, description } = field;
  return `
<div class="field"><div><label class="name" for="${name}">${label}</label>
<p class="about" id="${name}-about">${escapeHtml(description)}</p></div>
<div>${input(field)}<p class="problem" id="${name}-problem" aria-live="polite"></p></div></div>`;
}

function input(field: Field): string {
  const { name, choices } = field;
  const common = { id: name, name, 'aria-describedby': `${name}-about ${name}-problem` };
  if (choices.length > 0)
    return `<select${attributes(common)}>${choices.map((one) => option(one, field)).join('')}</select>`;
  const typed = {
    ...common,
    ...limits(field),
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
  };
  if (WITH_LINES.has(name))
    return `<textarea rows="4"${attributes(typed)}>${escapeHtml(field.default)}</textarea>`;
  const number = field.type === 'Number' && { type: 'number', min: field.least, max: field.most };
  return `<input${attributes({ ...typed, ...number, value: field.default })}>`;
}

const option = (value: string, field: Field) =>
  `<option${attributes({ selected: value === field.default })}>${escapeHtml(value)}</option>`;

// As data, since a browser reads the attribute `pattern` with the flag v, which refuses some of CloudFormation's.
const limits = ({ type, pattern, constraint, least, most, longest }: Field) => ({
  'data-type': type,
  'data-pattern': pattern,
  'data-constraint': constraint,
  'data-least': least,
  'data-most': most,
  'data-longest': longest,
});
