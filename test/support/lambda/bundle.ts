import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { PROJECT } from '../server.ts';

// Below the project's node_modules, which stand in for the SDK of Lambda's runtime: Lambda's Node looks for ES modules
// in NODE_PATH too, the ordinary one only above the file. https://github.com/aws/aws-sdk-js/issues/4431
const FOLDER = join(PROJECT, '.local');

const made = new Map<string, Promise<string>>();

/** The file that `sam build` makes of a function: template/gitlab-runner.yaml's BuildProperties. Made once for each entry. */
export function bundle(entry: string): Promise<string> {
  const making = made.get(entry) ?? make(entry);
  made.set(entry, making);
  return making;
}

async function make(entry: string): Promise<string> {
  mkdirSync(FOLDER, { recursive: true });
  const folder = mkdtempSync(join(FOLDER, 'lambda-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'index.cjs');
  await build({
    entryPoints: [entry],
    outfile: file,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'es2024',
    external: ['@aws-sdk/*'],
    logLevel: 'error',
  });
  return file;
}
