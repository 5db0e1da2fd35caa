import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync, transformSync } from 'esbuild';

/** The page's script in one piece, ready to stand between tags. */
export function bundledScript(): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(import.meta.dirname, 'browser/main.ts')],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    alias: { 'node:crypto': join(import.meta.dirname, 'browser/certificate.ts') },
    write: false,
  });
  return outputFiles[0]?.text.trim().replaceAll('</script', '<\\/script') ?? '';
}

export function minifiedStyle(): string {
  const source = readFileSync(join(import.meta.dirname, 'style.css'), 'utf8');
  return transformSync(source, { loader: 'css', minify: true }).code.trim();
}

/** As a Content-Security-Policy names what it lets run. */
export const digest = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
