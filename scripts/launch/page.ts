import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parameterGroups, type Template } from '../lib/template.ts';
import { bundledScript, digest, minifiedStyle } from './assets.ts';
import { renderField, renderGroup } from './fields.ts';
import { attributes, escapeHtml } from './html.ts';
import { PARTITIONS } from './regions.ts';
import { STACK_NAME, stackOf } from './stack.ts';

export interface PageOptions {
  /** The template's version. */
  readonly version: string;
  /** Where the template is: an address, or a path from the page's own address. */
  readonly templateUrl: string;
}

/** The launch page: one HTML file that asks nobody for anything, with its script and style inline. */
export function renderLaunchPage(template: Template, { version, templateUrl }: PageOptions): string {
  const script = bundledScript();
  const style = minifiedStyle();
  const policy = `default-src 'none'; script-src '${digest(script)}'; style-src '${digest(style)}'; img-src data:; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en"${attributes({ 'data-template': templateUrl, 'data-version': version })}>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"${attributes({ content: policy })}>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Launch GitLab Runner Stack for AWS</title>
<link rel="icon" href="data:,">
<style>${style}</style>
<header><p class="version">Version ${escapeHtml(version)}</p><h1>GitLab Runner Stack for AWS</h1>
<p>${escapeHtml(template.Description)}</p>
<noscript><p>This page fills in a link by its own script, which this browser does not run.</p></noscript></header>
<main>
<form id="form" autocomplete="off" novalidate>
<div class="field"><div><label class="name" for="region">Region</label></div><div><select id="region">${regions()}</select></div></div>
${renderField(STACK_NAME, 'Stack name')}
${parameterGroups(template).map(renderGroup).join('')}
</form>
${aside}
</main>
<script type="application/json" id="stack">${asJson(stackOf(template))}</script>
<script>${script}</script>
</html>
`;
}

/** Data between tags, of which no text can end them. */
const asJson = (data: unknown) => JSON.stringify(data).replaceAll('<', '\\u003c');

const aside = readFileSync(join(import.meta.dirname, 'aside.html'), 'utf8');

const regions = () =>
  PARTITIONS.map(({ label, regions }) => {
    const options = Object.entries(regions).map(
      ([id, name]) => `<option value="${id}">${id} · ${name}</option>`,
    );
    return `<optgroup label="${label}">${options.join('')}</optgroup>`;
  }).join('');
