import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run, TOOLS } from './run.ts';

const wanted = (name: string) => join(import.meta.dirname, 'tools', name);
/** The CDK's packages, cfn-guard and the peer. */
export const NPM = join(TOOLS, 'npm');
export const CHECKOV = join(TOOLS, 'checkov');

/** Brings the tools, each kind into an environment of its own, and does nothing when they are there. */
export async function install(): Promise<void> {
  mkdirSync(TOOLS, { recursive: true });
  await Promise.all([npmPackages(), checkov()]);
}

async function npmPackages(): Promise<void> {
  const installed = join(TOOLS, 'npm.lock');
  if (isSame(wanted('package-lock.json'), installed)) return;
  rmSync(NPM, { recursive: true, force: true });
  mkdirSync(NPM, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) copyFileSync(wanted(file), join(NPM, file));
  // The peer asks for versions of its own packages that were never published.
  const quiet = ['--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
  await run('npm', ['ci', '--prefix', NPM, '--legacy-peer-deps', '--ignore-scripts', ...quiet]);
  copyFileSync(wanted('package-lock.json'), installed);
}

async function checkov(): Promise<void> {
  const installed = join(TOOLS, 'checkov.txt');
  if (isSame(wanted('checkov.txt'), installed)) return;
  rmSync(CHECKOV, { recursive: true, force: true });
  await run('python3', ['-m', 'venv', CHECKOV]);
  const quiet = ['--quiet', '--disable-pip-version-check'];
  await run(join(CHECKOV, 'bin/pip'), [...quiet, 'install', '--no-deps', '-r', wanted('checkov.txt')]);
  copyFileSync(wanted('checkov.txt'), installed);
}

const isSame = (one: string, other: string) =>
  existsSync(other) && readFileSync(one, 'utf8') === readFileSync(other, 'utf8');
