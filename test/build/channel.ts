import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Data, translate } from '../../scripts/build/translate.ts';
import { PROJECT } from '../../scripts/lib/project.ts';

interface Resource {
  readonly Type: string;
  readonly Metadata?: unknown;
  readonly Properties: Readonly<Record<string, unknown>>;
}
type Resources = Readonly<Record<string, Resource>>;

/** What one way of installing brings to CloudFormation: the template without how its code is packed, and the code. */
export interface Channel {
  readonly template: Data;
  readonly code: Readonly<Record<string, string>>;
}

/** What `sam build` makes; the folder goes with the process. */
export function samBuild(): string {
  mkdirSync(join(PROJECT, '.local'), { recursive: true });
  const folder = mkdtempSync(join(PROJECT, '.local', 'sam-build-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  execFileSync(join(PROJECT, '.tools/sam/bin/sam'), ['build', '--build-dir', folder], {
    cwd: PROJECT,
    env: {
      PATH: `${join(PROJECT, 'node_modules/.bin')}:/usr/local/bin:/usr/bin:/bin`,
      HOME: folder,
      SAM_CLI_TELEMETRY: '0',
    },
    stdio: 'pipe',
  });
  return folder;
}

/** What was built there, as SAM's transform expands it. */
export function samChannel(folder: string, region: string): Channel {
  const built = readFileSync(join(folder, 'template.yaml'), 'utf8');
  const names = [...built.matchAll(/^ {6}CodeUri: (\w+)$/gm)].map(([, name = '']) => name);
  // Where `sam deploy` would upload it to.
  const uploaded = Object.fromEntries(names.map((name) => [name, { CodeUri: `s3://code/${name}` }]));
  const { expanded } = translate(built, uploaded, region);
  return unpack(expanded, (name, file) => readFileSync(join(folder, name, file), 'utf8'));
}

/** A plain template, with the code in it. */
export function plainChannel(text: string): Channel {
  return unpack(translate(text, {}).source, (name, file, { ZipFile }) => {
    if (file !== 'index.js') throw new Error(`Lambda calls the code of ${name} index.js, and not ${file}.`);
    return String(ZipFile);
  });
}

function unpack(template: Data, read: (name: string, file: string, code: Data) => string): Channel {
  const code: Record<string, string> = {};
  const resources = Object.entries(template.Resources as Resources).map(([name, resource]) => {
    if (resource.Type !== 'AWS::Lambda::Function') return [name, resource];
    const { Code, Handler, ...Properties } = resource.Properties;
    const [file = '', exported] = String(Handler).split('.');
    code[name] = read(name, `${file}.js`, Code as Data);
    return [name, { ...resource, Properties: { ...Properties, Handler: exported } }];
  });
  return { template: { ...template, Resources: Object.fromEntries(resources) }, code };
}
