import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { npmEnvironment, pythonEnvironment } from '../lib/environment.ts';
import { PROJECT } from '../lib/project.ts';

/** Where the audit keeps its tools and the templates that they look at. */
export const TOOLS = join(PROJECT, '.tools', 'audit');
const MANIFESTS = join(import.meta.dirname, 'tools');
/** The CDK's packages, cfn-guard and the peer. */
export const NPM = join(TOOLS, 'npm');
export const CHECKOV = join(TOOLS, 'checkov');

/** Brings the tools, each kind into an environment of its own, and does nothing when they are there. */
export async function install(): Promise<void> {
  mkdirSync(TOOLS, { recursive: true });
  await Promise.all([
    // The peer asks for versions of its own packages that were never published.
    npmEnvironment(NPM, MANIFESTS, ['--legacy-peer-deps', '--ignore-scripts']),
    pythonEnvironment(CHECKOV, join(MANIFESTS, 'checkov.txt')),
  ]);
}
