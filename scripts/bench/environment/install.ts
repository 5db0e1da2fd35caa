import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../audit/run.ts';
import { bringDebianPackages } from './debian.ts';
import { NPM, PYTHON, TOOLS } from './paths.ts';

const wanted = (name: string) => join(import.meta.dirname, '..', 'tools', name);

/** Brings what the functions are measured with, each kind into an environment of its own; does nothing when it is there. */
export async function install(progress: (line: string) => void): Promise<void> {
  mkdirSync(TOOLS, { recursive: true });
  await Promise.all([npmPackages(progress), pythonPackages(progress)]);
}

async function npmPackages(progress: (line: string) => void): Promise<void> {
  const installed = join(TOOLS, 'npm.lock');
  if (isSame(wanted('package-lock.json'), installed)) return;
  await bringDebianPackages(progress);
  progress('installing and compiling the npm packages into .tools/bench/npm');
  rmSync(NPM, { recursive: true, force: true });
  mkdirSync(NPM, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) copyFileSync(wanted(file), join(NPM, file));
  const quiet = ['--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
  await run('npm', ['ci', '--prefix', NPM, ...quiet]);
  copyFileSync(wanted('package-lock.json'), installed);
}

async function pythonPackages(progress: (line: string) => void): Promise<void> {
  const installed = join(TOOLS, 'python.txt');
  if (isSame(wanted('python.txt'), installed)) return;
  progress('installing the Python packages into .tools/bench/python');
  rmSync(PYTHON, { recursive: true, force: true });
  await run('python3', ['-m', 'venv', PYTHON]);
  const quiet = ['--quiet', '--disable-pip-version-check'];
  await run(join(PYTHON, 'bin/pip'), [...quiet, 'install', '--no-deps', '-r', wanted('python.txt')]);
  copyFileSync(wanted('python.txt'), installed);
}

const isSame = (one: string, other: string) =>
  existsSync(other) && readFileSync(one, 'utf8') === readFileSync(other, 'utf8');
