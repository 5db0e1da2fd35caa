import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../lib/command-error.ts';
import { PROJECT } from '../lib/project.ts';
import { run } from '../lib/run.ts';
import { readTemplate } from '../lib/template.ts';
import type { Target } from './finding.ts';
import { TOOLS } from './install.ts';
import { type Parameters, resolve, type Template } from './resolve.ts';
import { VARIANTS } from './variants.ts';

/** The name of the peer's target; every other one is ours. */
export const PEER = 'pepperize';

export interface Targets {
  /** The templates as they are deployed, for what understands parameters and conditions. */
  readonly whole: readonly Target[];
  /** Their resources with certain parameters, for what does not. */
  readonly resolved: readonly Target[];
}

export async function prepareTargets(): Promise<Targets> {
  const folder = join(TOOLS, 'templates');
  mkdirSync(folder, { recursive: true });
  const ours = join(PROJECT, 'dist', 'gitlab-runner.yaml');
  if (!existsSync(ours))
    throw new CommandError('There is no dist/gitlab-runner.yaml yet: npm run build makes it.');
  const peer = join(folder, 'peer.json');
  await run(process.execPath, [join(import.meta.dirname, 'cdk', 'peer.ts'), peer]);
  const peersTemplate = JSON.parse(readFileSync(peer, 'utf8')) as Template;

  const write = (name: string, template: Template, parameters: Parameters): Target => {
    const file = join(folder, `${name}.resolved.json`);
    writeFileSync(file, JSON.stringify(resolve(template, parameters), null, 2));
    return { name, file };
  };
  const template = readTemplate(ours);
  return {
    whole: [
      { name: 'template', file: ours },
      { name: PEER, file: peer },
    ],
    resolved: [
      ...Object.entries(VARIANTS).map(([name, parameters]) => write(name, template, parameters)),
      write(PEER, peersTemplate, imagesOf(peersTemplate)),
    ],
  };
}

/** A value for each image that CloudFormation would look up. */
function imagesOf({ Parameters = {} }: Template): Parameters {
  const images = Object.entries(Parameters).filter(([, { Type }]) => Type.includes('Image::Id'));
  return Object.fromEntries(images.map(([name]) => [name, 'ami-0123456789abcdef0']));
}
