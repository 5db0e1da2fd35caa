import { cpSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../lib/command-error.ts';
import { PROJECT } from '../lib/project.ts';
import { run } from '../lib/run.ts';

const TOOLS = join(PROJECT, '.tools/bench');
/** Lambda's runtime client, the SDK as Lambda's runtime has it, and the peers. */
export const NPM = join(TOOLS, 'node_modules');
export const PYTHON = join(PROJECT, '.tools/bench-python');
const COMPILED = 'autoconf automake libtool cmake g++ make python3 xz-utils';

/** Brings what the functions are measured with; does nothing when it is there. */
export async function install(): Promise<void> {
  await run('bash', ['scripts/setup.sh', 'bench', 'bench-python']).catch((cause) => {
    throw new CommandError(
      `Lambda's own runtime client (aws-lambda-ric) is compiled on install: does this machine have ${COMPILED}? As Debian has them: apt-get install ${COMPILED}. ${cause.message}`,
      { cause },
    );
  });
}

export interface Code {
  readonly folder: string;
  /** Of its files, together. */
  readonly kilobytes: number;
}

/**
 * A function's code in a folder of its own: files as text, and folders or files to copy. The folder is below the
 * environment's node_modules, so that the function finds the SDK outside its own code, as in Lambda; there NODE_PATH leads
 * to it, which Node follows for `require` and not for `import()`.
 */
export function deploy(
  name: string,
  files: Readonly<Record<string, string>>,
  copied: readonly string[] = [],
): Code {
  const folder = join(TOOLS, 'functions', name.replace(/\W+/g, '-'));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  for (const path of copied)
    cpSync(path, join(folder, path.split('/').at(-1) ?? ''), {
      recursive: true,
      filter: (file) => !file.endsWith('__pycache__'),
    });
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) =>
    statSync(join(folder, file)),
  );
  const bytes = paths.reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);
  return { folder, kilobytes: bytes / 1000 };
}
