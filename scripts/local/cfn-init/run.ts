import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Machine, runOn } from '../machine/machine.ts';
import { CfnInitError } from './error.ts';
import type { Run } from './main.ts';
import type { Done } from './report.ts';

export interface CfnInitOptions extends Machine {
  readonly configSet?: string;
  /** cfn-init's own, which commands inherit. */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Carries out a config set of a resource's metadata on a pretended machine.
 * Rejects with a CfnInitError when a step fails, and with an Error when the metadata cannot be read.
 */
export async function runCfnInit(metadata: unknown, options: CfnInitOptions): Promise<Done> {
  const { configSet = 'default', environment = {}, ...machine } = options;
  putMetadata(machine.root, 'Resource', metadata);
  rmSync(join(machine.root, 'outside/cfn-init.jsonl'), { force: true });
  const main = join(import.meta.dirname, 'main.ts');
  const command = [process.execPath, main, '--resource', 'Resource', '--configsets', configSet];
  const { output } = await runOn(machine, command, environment);
  const run = runs(machine.root).at(-1);
  if (run?.failure) throw new CfnInitError(run.failure);
  if (!run || run.refused) throw new Error(run?.refused ?? output);
  return { files: run.files, steps: run.steps };
}

/** Lays a resource's metadata down where the stand-in for cfn-init finds it. */
export function putMetadata(root: string, resource: string, metadata: unknown): void {
  const folder = join(root, 'outside/metadata');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${resource}.json`), JSON.stringify(metadata));
}

/** What every run of cfn-init on this machine did, the first first. */
export function runs(root: string): Run[] {
  const lines = readFileSync(join(root, 'outside/cfn-init.jsonl'), { encoding: 'utf8', flag: 'a+' });
  return lines
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Run);
}
