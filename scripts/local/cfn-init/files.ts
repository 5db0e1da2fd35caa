import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { FileStep } from './config.ts';

/** Writes a file as cfn-init does; what it replaces stays beside it as `.bak`. Tells whether its content is new. */
export function writeFile(file: FileStep): boolean {
  const old = existsSync(file.path) ? readFileSync(file.path) : undefined;
  const changed = old === undefined || !old.equals(file.content);
  mkdirSync(dirname(file.path), { recursive: true });
  if (old !== undefined && changed) copyFileSync(file.path, `${file.path}.bak`);
  if (changed) writeFileSync(file.path, file.content);
  chmodSync(file.path, file.mode);
  own(file.path, idOf('/etc/passwd', file.owner), idOf('/etc/group', file.group));
  return changed;
}

// On a pretended machine there is root and nobody else to give a file to (EINVAL): its owner is then only recorded.
function own(path: string, owner: number, group: number): void {
  try {
    chownSync(path, owner, group);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EINVAL') throw error;
  }
}

function idOf(database: string, name: string): number {
  if (/^\d+$/.test(name)) return Number(name);
  const entry = readFileSync(database, 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`${name}:`));
  if (!entry) throw new Error(`${name} is not in ${database}.`);
  return Number(entry.split(':')[2]);
}
