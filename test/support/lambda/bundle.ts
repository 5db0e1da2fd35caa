import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

const made = new Map<string, Promise<string>>();

/** The file that `sam build` makes of a function: template/gitlab-runner.yaml's BuildProperties. Made once for each entry. */
export function bundle(entry: string): Promise<string> {
  const making = made.get(entry) ?? make(entry);
  made.set(entry, making);
  return making;
}

async function make(entry: string): Promise<string> {
  const file = join(mkdtempSync(join(tmpdir(), 'lambda-')), 'index.cjs');
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
