import { join } from 'node:path';
import { build } from 'esbuild';
import { readTemplate } from '../../../test/template/template.ts';
import { type BuildProperties, bundle } from '../../build/bundle.ts';
import { PROJECT } from '../environment/paths.ts';
import { OURS, type OurFunction } from './our-events.ts';
import { packageFiles } from './packaged.ts';
import type { Stage } from './stage.ts';
import { creation, environmentFor, nodeProgram, type Subject } from './subject.ts';

/** As the template ships them, with the SDK of Lambda's runtime; or with the SDK in the bundle. */
export type Bundling = 'runtime SDK' | 'bundled SDK';

interface Source {
  readonly Globals: { readonly Function: { readonly MemorySize: number } };
  readonly Resources: Readonly<
    Record<
      string,
      {
        readonly Metadata: { readonly BuildProperties: BuildProperties };
        readonly Properties: { readonly MemorySize?: number };
      }
    >
  >;
}

/** Each of the stack's functions, built by what the template says of it. */
export function ourSubjects(bundling: Bundling, stage: Stage): Promise<Subject[]> {
  const template = readTemplate(join(PROJECT, 'template/gitlab-runner.yaml')) as unknown as Source;
  return Promise.all(OURS.map((one) => subject(one, bundling, template, stage)));
}

async function subject(
  one: OurFunction,
  bundling: Bundling,
  template: Source,
  stage: Stage,
): Promise<Subject> {
  const name = `${one.name}, ${bundling}`;
  const resource = template.Resources[one.resource];
  if (!resource) throw new Error(`The template has no ${one.resource} any more.`);
  const { BuildProperties } = resource.Metadata;
  const text =
    bundling === 'runtime SDK'
      ? await bundle(join(PROJECT, 'functions'), BuildProperties)
      : await bundleWithSdk(BuildProperties);
  return {
    name,
    ...packageFiles(name, { 'index.js': text }),
    ...nodeProgram('index.handler'),
    environment: environmentFor(stage),
    whose: 'this stack',
    work: one.work,
    memory: resource.Properties.MemorySize ?? template.Globals.Function.MemorySize,
    prepare() {
      stage.services.parameters.reset();
      return creation(one.type, one.properties(stage), stage.responses.open(200));
    },
  };
}

/** `module` before `main`: the SDK's ES modules leave out what is not used. */
async function bundleWithSdk({ EntryPoints, Minify, Target }: BuildProperties): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(PROJECT, 'functions', EntryPoints[0])],
    minify: Minify,
    target: Target,
    mainFields: ['module', 'main'],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
    logLevel: 'error',
  });
  return outputFiles.map((file) => file.text).join('');
}
