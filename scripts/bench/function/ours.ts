import { join } from 'node:path';
import type { BuildProperties } from '../../build/bundle.ts';
import { PROJECT } from '../../lib/project.ts';
import { readTemplate } from '../../lib/template.ts';
import { type Bundling, bundleAs } from './bundling.ts';
import { OURS, type OurFunction } from './our-events.ts';
import { packageFiles } from './packaged.ts';
import type { Stage } from './stage.ts';
import { creation, environmentFor, nodeProgram, type Subject } from './subject.ts';

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

/** Each of the stack's functions, built by what the template says of it, and in other ways. */
export function ourSubjects(stage: Stage): Promise<Subject[]> {
  const template = readTemplate(join(PROJECT, 'template/gitlab-runner.yaml')) as unknown as Source;
  const [registration] = OURS;
  return Promise.all([
    ...OURS.map((one) => subject(one, 'runtime SDK', template, stage)),
    ...OURS.map((one) => subject(one, 'bundled SDK', template, stage)),
    ...(registration ? [subject(registration, 'no SDK (a sketch)', template, stage)] : []),
  ]);
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
  return {
    name,
    ...packageFiles(name, { 'index.js': await bundleAs(bundling, resource.Metadata.BuildProperties) }),
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
