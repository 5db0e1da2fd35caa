import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../lib/project.ts';
import { NPM } from './install.ts';

/** The tools with the versions that are installed. */
export function versions(): ReadonlyArray<readonly [tool: string, version: string]> {
  const guard = readJson(join(NPM, 'node_modules/@cdklabs/cdk-validator-cfnguard/guard-version.json'));
  const { dependencies } = readJson(join(import.meta.dirname, 'tools/package.json'));
  const npm = (name: string) => [name, dependencies[name] ?? ''] as const;
  return [
    ['cfn-lint', pinned(join(PROJECT, 'scripts/tools/sam.txt'), 'cfn-lint')],
    ['cfn-guard', String(guard.version)],
    npm('@cdklabs/cdk-validator-cfnguard'),
    npm('cdk-nag'),
    npm('aws-cdk-lib'),
    ['checkov', pinned(join(import.meta.dirname, 'tools/checkov.txt'), 'checkov')],
    npm('@pepperize/cdk-autoscaling-gitlab-runner'),
  ];
}

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

function pinned(file: string, name: string): string {
  return new RegExp(`^${name}==(.*)$`, 'm').exec(readFileSync(file, 'utf8'))?.[1] ?? '';
}
