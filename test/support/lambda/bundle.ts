import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { PROJECT } from '../../../scripts/lib/project.ts';

// Below the project's node_modules, which stand in for the SDK of Lambda's runtime: Lambda's Node looks for ES modules
// in NODE_PATH too, the ordinary one only above the file. https://github.com/aws/aws-sdk-js/issues/4431
const FOLDER = join(PROJECT, '.local/bundles');

const made = new Map<string, Promise<string>>();

/** The file that `sam build` makes of a function: template/gitlab-runner.yaml's BuildProperties. Made once for each entry. */
export function bundle(entry: string): Promise<string> {
  const making = made.get(entry) ?? make(entry);
  made.set(entry, making);
  return making;
}

async function make(entry: string): Promise<string> {
  mkdirSync(FOLDER, { recursive: true });
  const file = join(FOLDER, `${relative(PROJECT, entry).replaceAll(/\W+/g, '-')}.cjs`);
  const unfinished = `${file}.${randomUUID()}`;
  await build({
    entryPoints: [entry],
    outfile: unfinished,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'es2024',
    external: ['@aws-sdk/*'],
    logLevel: 'error',
  });
  // Test files run side by side and make the same ones.
  renameSync(unfinished, file);
  return file;
}
