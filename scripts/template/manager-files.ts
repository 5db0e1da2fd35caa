import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What only root may read, as AWS's own examples of cfn-hup have it. */
const FOR_ROOT_ALONE = /^etc\/cfn\//;
// Names in CloudFormation's way. A shell's own variables are lower or upper case, and `!` keeps CloudFormation from them.
const NOT_CLOUDFORMATIONS = /\$\{(?!AWS::|[A-Z][a-z])/g;

/**
 * The files under a folder that mirrors the instance, as entries of cfn-init's `files`: a program has its executable bit,
 * and is written as it is; in any other file CloudFormation replaces its `${Name}`.
 */
export function fileEntries(folder: string): string[] {
  const paths = globSync('**', { cwd: folder }).filter((path) => statSync(join(folder, path)).isFile());
  return paths.sort().flatMap((path) => {
    const text = readFileSync(join(folder, path), 'utf8');
    const isProgram = (statSync(join(folder, path)).mode & 0o111) !== 0;
    const mode = isProgram ? '000755' : FOR_ROOT_ALONE.test(path) ? '000400' : undefined;
    const tag = !isProgram && text.includes('${') ? '!Sub ' : '';
    if (tag && text.search(NOT_CLOUDFORMATIONS) >= 0) throw new Error(`${path}: a \${ that is no reference`);
    return [`/${path}:`, ...(mode ? [`  mode: '${mode}'`] : []), `  content: ${tag}|`, ...indented(text, 4)];
  });
}

/** A shell script as the text of `!Sub`: CloudFormation replaces its own `${Name}`, and the shell's stay. */
export function substitutedScript(file: string): string[] {
  const text = readFileSync(file, 'utf8').replace(NOT_CLOUDFORMATIONS, '${!');
  return ['- |', ...indented(text, 2)];
}

/** The lines of a YAML literal block; the text's end is the last line's. */
function indented(text: string, by: number): string[] {
  const lines = text.replace(/\n$/, '').split('\n');
  return lines.map((line) => line && ' '.repeat(by) + line);
}
