import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { type BuildProperties, bundle } from './bundle.ts';
import { licencesOf } from './licences.ts';
import { rewrite } from './rewrite.ts';
import { type Data, translate } from './translate.ts';

interface ServerlessFunction {
  readonly Type: string;
  readonly Metadata: { readonly BuildProperties: BuildProperties };
}
interface Source {
  readonly Globals: { readonly Function: { readonly CodeUri: string; readonly Handler: string } };
  readonly Mappings: { readonly Stack: { readonly Release: { readonly Version: string } } };
  readonly Resources: Readonly<Record<string, ServerlessFunction>>;
}

export interface PlainTemplate {
  readonly text: string;
  readonly version: string;
  /** Of the code of others that is in it: it goes where the text goes. */
  readonly licences: string;
}

/** The stack as one file of plain CloudFormation: no transform, and the functions' code in it. */
export async function plainTemplate(file: string): Promise<PlainTemplate> {
  const original = readFileSync(file, 'utf8');
  // CloudFormation's tags are unknown here, and do not matter: what is read has none.
  const template = parse(original, { logLevel: 'silent' }) as Source;
  const version = template.Mappings.Stack.Release.Version;
  const text = original.replace(/^Description: >-\n(?: +.+\n)+/m, `$&  Version ${version}.\n`);
  const { functions, packages } = await inlined(template, dirname(file));
  const { source, expanded } = translate(text, functions);
  const { line, text: licences } = licencesOf(packages);
  return { text: `${heading(version)}\n# ${line}\n${rewrite(text, source, expanded)}`, version, licences };
}

const heading = (version: string) =>
  `# GitLab Runner Stack ${version}, made of template/gitlab-runner.yaml by npm run build. That is the file to change.`;

/** What takes the place of CodeUri. CloudFormation calls the file index.js, whatever the bundle's name was. */
async function inlined({ Globals, Resources }: Source, folder: string) {
  const { CodeUri, Handler } = Globals.Function;
  const functions: Record<string, Data> = {};
  const packages = new Set<string>();
  for (const [name, { Type, Metadata }] of Object.entries(Resources)) {
    if (Type !== 'AWS::Serverless::Function') continue;
    const made = await bundle(join(folder, CodeUri), Metadata.BuildProperties);
    functions[name] = { InlineCode: made.text, Handler: Handler.replace(/^\w+/, 'index') };
    for (const one of made.packages) packages.add(one);
  }
  return { functions, packages: [...packages].sort() };
}
