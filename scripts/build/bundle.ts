import { join, resolve } from 'node:path';
import { build } from 'esbuild';

/** What the template tells `sam build` of a function: `Metadata.BuildProperties`. */
export interface BuildProperties {
  readonly EntryPoints: readonly [string];
  readonly External?: readonly string[];
  /** PACKAGE=FILE, a file of the folder that takes the package's place. */
  readonly Alias?: readonly string[];
  /** The fields of a package.json that name its entry, in order of preference. */
  readonly MainFields?: string;
  readonly Minify: boolean;
  readonly Target: string;
}
export interface Bundle {
  readonly text: string;
  /** The folders of the packages of which code is in it. */
  readonly packages: readonly string[];
}

/** The file that `sam build` makes of a function: what it does not ask of the template is set here as it sets it. */
export async function bundle(folder: string, properties: BuildProperties): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(folder, properties.EntryPoints[0])],
    external: [...(properties.External ?? [])],
    alias: Object.fromEntries(
      (properties.Alias ?? []).map((alias) => {
        const [name = '', file = ''] = alias.split('=');
        return [name, resolve(folder, file)];
      }),
    ),
    ...(properties.MainFields ? { mainFields: properties.MainFields.split(',') } : {}),
    minify: properties.Minify,
    target: properties.Target,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
    metafile: true,
    write: false,
  });
  const inputs = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
  const packages = inputs.flatMap(([file, { bytesInOutput }]) =>
    bytesInOutput > 0 ? (/^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []) : [],
  );
  return {
    text: outputFiles.map(({ text }) => text).join(''),
    packages: [...new Set(packages)].sort(),
  };
}
