import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { FUNCTIONS } from '../environment/paths.ts';

/** A function's code as Lambda has it. */
export interface Packaged {
  readonly folder: string;
  /** Of its files, and of a zip file with them. */
  readonly bytes: number;
  readonly zipBytes: number;
}

/** Writes a function's files into a folder of its own, outside which it finds the SDK. */
export function packageFiles(name: string, files: Readonly<Record<string, string>>): Packaged {
  const folder = fresh(name);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  return weigh(folder);
}

/** Copies a function's files out of its package, whose package.json no deployed function has. */
export function packageFolder(name: string, from: string, wanted: (file: string) => boolean): Packaged {
  const folder = fresh(name);
  for (const file of readdirSync(from)) if (wanted(file)) cpSync(join(from, file), join(folder, file));
  return weigh(folder);
}

/** The same with a library in a folder of its own beside the files. */
export function packageWith(
  name: string,
  files: Readonly<Record<string, string>>,
  library: string,
): Packaged {
  const { folder } = packageFiles(name, files);
  const filter = (file: string) => !file.endsWith('__pycache__');
  cpSync(library, join(folder, basename(library)), { recursive: true, filter });
  return weigh(folder);
}

function fresh(name: string): string {
  const folder = join(FUNCTIONS, name.replace(/\W+/g, '-'));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

function weigh(folder: string): Packaged {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const texts = files
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => [name, readFileSync(join(folder, name))] as const);
  return {
    folder,
    bytes: texts.reduce((sum, [, text]) => sum + text.length, 0),
    zipBytes: zipSize(texts),
  };
}

/** What a zip file with these would have: a header and a directory entry for each, and the end of the directory. */
export function zipSize(files: ReadonlyArray<readonly [name: string, text: Buffer]>): number {
  const entries = files.map(
    ([name, text]) => 30 + 46 + 2 * Buffer.byteLength(name) + deflateRawSync(text, { level: 9 }).length,
  );
  return entries.reduce((sum, bytes) => sum + bytes, 22);
}
