import { spawnSync } from 'node:child_process';
import { CommandError } from '../../lib/command-error.ts';
import { run } from '../../lib/run.ts';

/** By the command that shows that it is there, the Debian package; aws-lambda-ric is compiled on install. */
const NEEDED: Readonly<Record<string, string>> = {
  autoconf: 'autoconf',
  automake: 'automake',
  libtoolize: 'libtool',
  cmake: 'cmake',
  'g++': 'g++',
  make: 'make',
  python3: 'python3',
  xz: 'xz-utils',
};

/** Installs what aws-lambda-ric needs to be compiled. Throws an CommandError that names it where that is not allowed. */
export async function bringDebianPackages(progress: (line: string) => void): Promise<void> {
  const missing = Object.entries(NEEDED).flatMap(([command, name]) => (isThere(command) ? [] : name));
  if (missing.length === 0) return;
  const list = missing.join(' ');
  if (process.getuid?.() !== 0 || !isThere('apt-get'))
    throw new CommandError(
      `aws-lambda-ric, Lambda's own runtime client, is compiled on install and needs ${list}, and this user cannot install them: do that first (sudo apt-get install ${list}).`,
    );
  progress(`installing the Debian packages ${list}`);
  await run('apt-get', ['update', '-qq']);
  await run('apt-get', ['install', '-qq', '-y', '--no-install-recommends', ...missing]);
}

const isThere = (command: string) =>
  spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined;
