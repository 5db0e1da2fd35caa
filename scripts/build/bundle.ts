import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

/** What the template tells `sam build` of a function: `Metadata.BuildProperties`. */
export interface BuildProperties {
  readonly EntryPoints: readonly [string];
  readonly External: readonly string[];
  readonly Minify: boolean;
  readonly Target: string;
}

/**
 * The file that `sam build` makes of a function: what it does not ask of the template is set here as it sets it.
 * `otherwise` is for those who want to know what another way would give.
 */
export async function bundle(
  folder: string,
  properties: BuildProperties,
  otherwise: Omit<BuildOptions, 'write'> = {},
): Promise<string> {
  const { outputFiles = [] } = await build({
    entryPoints: [join(folder, properties.EntryPoints[0])],
    external: [...properties.External],
    minify: properties.Minify,
    target: properties.Target,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
    ...otherwise,
    write: false,
  });
  return outputFiles.map(({ text }) => text).join('');
}
