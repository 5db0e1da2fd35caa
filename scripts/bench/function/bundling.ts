import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { type BuildProperties, bundle } from '../../build/bundle.ts';
import { PROJECT } from '../../lib/project.ts';

/** As the template ships them, with the SDK of Lambda's runtime; with the SDK in the bundle; with a sketch in its place. */
export type Bundling = 'runtime SDK' | 'bundled SDK' | 'no SDK (a sketch)';

const OTHERWISE: Readonly<Record<Bundling, Omit<BuildOptions, 'write'>>> = {
  'runtime SDK': {},
  // `module` before `main`: the SDK's ES modules leave out what is not used.
  'bundled SDK': { external: [], mainFields: ['module', 'main'] },
  'no SDK (a sketch)': { alias: { '@aws-sdk/client-ssm': join(import.meta.dirname, 'by-hand.cjs') } },
};

/** The one file of a function. */
export const bundleAs = (bundling: Bundling, properties: BuildProperties): Promise<string> =>
  bundle(join(PROJECT, 'functions'), properties, OTHERWISE[bundling]);
