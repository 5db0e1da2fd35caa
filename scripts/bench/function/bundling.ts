import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { type BuildProperties, bundle } from '../../build/bundle.ts';
import { PROJECT } from '../environment/paths.ts';

/** As the template ships them, with the SDK of Lambda's runtime; with the SDK in the bundle; with a sketch in its place. */
export type Bundling = 'runtime SDK' | 'bundled SDK' | 'no SDK (a sketch)';

const OTHERWISE: Readonly<Record<Exclude<Bundling, 'runtime SDK'>, BuildOptions>> = {
  // `module` before `main`: the SDK's ES modules leave out what is not used.
  'bundled SDK': { mainFields: ['module', 'main'] },
  'no SDK (a sketch)': {
    alias: { '@aws-sdk/client-ssm': join(import.meta.dirname, 'by-hand.cjs') },
    external: ['@aws-sdk/*'],
  },
};

/** The one file of a function. */
export async function bundleAs(bundling: Bundling, properties: BuildProperties): Promise<string> {
  const functions = join(PROJECT, 'functions');
  if (bundling === 'runtime SDK') return bundle(functions, properties);
  const { outputFiles = [] } = await build({
    entryPoints: [join(functions, properties.EntryPoints[0])],
    minify: properties.Minify,
    target: properties.Target,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
    logLevel: 'error',
    ...OTHERWISE[bundling],
  });
  return outputFiles.map(({ text }) => text).join('');
}
