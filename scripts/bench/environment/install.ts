import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { npmEnvironment, pythonEnvironment } from '../../lib/environment.ts';
import { bringDebianPackages } from './debian.ts';
import { NPM, PYTHON, TOOLS } from './paths.ts';

const MANIFESTS = join(import.meta.dirname, '..', 'tools');

/** Brings what the functions are measured with, each kind into an environment of its own; does nothing when it is there. */
export async function install(progress: (line: string) => void): Promise<void> {
  mkdirSync(TOOLS, { recursive: true });
  await Promise.all([
    npmEnvironment(NPM, MANIFESTS, [], async () => {
      await bringDebianPackages(progress);
      progress('installing and compiling the npm packages into .tools/bench/npm');
    }),
    pythonEnvironment(PYTHON, join(MANIFESTS, 'python.txt'), async () =>
      progress('installing the Python packages into .tools/bench/python'),
    ),
  ]);
}
