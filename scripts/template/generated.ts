import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileEntries, substitutedScript } from './manager-files.ts';

const SECTION = /^( *)# generated from ([\w./-]+)\n[\s\S]*?\1# \/generated$/gm;

/** A template with what stands between `# generated from PATH` and `# /generated` made anew of that folder or script. */
export function withGenerated(template: string, folder: string): string {
  return template.replace(SECTION, (_, indent: string, path: string) => {
    const from = join(folder, path);
    const lines = statSync(from).isDirectory() ? fileEntries(from) : substitutedScript(from);
    const text = lines.map((line) => line && indent + line);
    return [`${indent}# generated from ${path}`, ...text, `${indent}# /generated`].join('\n');
  });
}
