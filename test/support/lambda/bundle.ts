import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type BuildProperties, bundle as build } from '../../../scripts/build/bundle.ts';
import { PROJECT } from '../../../scripts/lib/project.ts';
import { readTemplate } from '../../../scripts/lib/template.ts';

// Below the project's node_modules, which stand in for the SDK of Lambda's runtime: Lambda's Node looks for ES modules
// in NODE_PATH too, the ordinary one only above the file. https://github.com/aws/aws-sdk-js/issues/4431
const FOLDER = join(PROJECT, '.local/bundles');
const BUILT = new Map(
  Object.values(readTemplate().Resources).flatMap(({ Metadata }) => {
    const properties = Metadata?.BuildProperties as BuildProperties | undefined;
    return properties ? [[properties.EntryPoints[0], properties] as const] : [];
  }),
);
/** Of a test's own function. */
const PROBE = { External: ['@aws-sdk/*'], Minify: true, Target: 'es2024' } as const;

const made = new Map<string, Promise<string>>();

/** The file that `sam build` makes of a function. Made once for each entry. */
export function bundle(entry: string): Promise<string> {
  const making = made.get(entry) ?? make(entry);
  made.set(entry, making);
  return making;
}

async function make(entry: string): Promise<string> {
  const name = relative(join(PROJECT, 'functions'), entry);
  const properties = BUILT.get(name) ?? { ...PROBE, EntryPoints: [name] };
  mkdirSync(FOLDER, { recursive: true });
  const file = join(FOLDER, `${name.replaceAll(/\W+/g, '-')}.cjs`);
  const unfinished = `${file}.${randomUUID()}`;
  writeFileSync(unfinished, (await build(join(PROJECT, 'functions'), properties)).text);
  // Test files run side by side and make the same ones.
  renameSync(unfinished, file);
  return file;
}
