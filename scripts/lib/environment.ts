import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.ts';

/**
 * Installs npm packages into a folder of their own, by a lock file whose copy beside the folder says that it was done.
 * `before` is called only when there is something to do.
 */
export async function npmEnvironment(
  folder: string,
  manifests: string,
  flags: readonly string[] = [],
  before = async () => {},
): Promise<void> {
  const [lock, installed] = [join(manifests, 'package-lock.json'), `${folder}.lock`];
  if (isSame(lock, installed)) return;
  await before();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(join(manifests, file), join(folder, file));
  const quiet = ['--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
  await run('npm', ['ci', '--prefix', folder, ...flags, ...quiet]);
  copyFileSync(lock, installed);
}

/** Installs Python packages into a virtual environment of their own; as above. */
export async function pythonEnvironment(
  folder: string,
  requirements: string,
  before = async () => {},
): Promise<void> {
  const installed = `${folder}.txt`;
  if (isSame(requirements, installed)) return;
  await before();
  rmSync(folder, { recursive: true, force: true });
  await run('python3', ['-m', 'venv', folder]);
  const quiet = ['--quiet', '--disable-pip-version-check'];
  await run(join(folder, 'bin/pip'), [
    ...quiet,
    'install',
    '--no-deps',
    '--require-hashes',
    '-r',
    requirements,
  ]);
  copyFileSync(requirements, installed);
}

const isSame = (one: string, other: string) =>
  existsSync(other) && readFileSync(one, 'utf8') === readFileSync(other, 'utf8');
