import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { PROJECT } from '../../../scripts/lib/project.ts';
import { PROJECT_ID } from '../../../scripts/local/stand-ins/gitlab/runner.ts';
import { openWorld, type World } from '../../../scripts/local/world.ts';
import { cloneTo, inShell, type Ran } from '../../support/clone.ts';
import { NAMES } from './page.ts';

const TEMPLATE = 'template/gitlab-runner.yaml';
const VERSION = /(?<=Release:\n +Version: )\S+/;
export const OLD_VERSION = '0.0.1';
/** What `sam deploy --guided` saved of another stack, in the section of deploy, which is the last one. */
const SAVED =
  'region = "eu-north-1"\nparameter_overrides = "GitLabUrl=https://gitlab.invalid MaxWorkers=7"\n';

/** A person at a shell, in a clone of an older version of the project, with the names that the page has typed first. */
export interface Operator {
  readonly world: World;
  /** Runs a block of the page. */
  run(block: string, environment?: NodeJS.ProcessEnv): Promise<Ran>;
  /** A file in the clone. */
  write(name: string, text: string): void;
  /** The project's current version comes to where the clone is from. */
  publish(): void;
}

export async function startOperator(): Promise<Operator> {
  const world = await openWorld(new AbortController().signal);
  const [origin, clone] = [cloneTo(mkdtempSync(join(tmpdir(), 'origin-'))), join(world.folder, 'clone')];
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=us', '-c', 'user.email=us@example.com', ...words], { cwd: origin });
  const commit = (template: string) => {
    writeFileSync(join(origin, TEMPLATE), template);
    git('add', '--all');
    git('commit', '--quiet', '--message', 'A version');
  };
  const current = readFileSync(join(origin, TEMPLATE), 'utf8');
  git('init', '--quiet');
  commit(current.replace(VERSION, OLD_VERSION));
  git('clone', '--quiet', origin, clone);
  // What `npm ci` would have made.
  execFileSync('cp', ['-al', join(PROJECT, 'node_modules'), clone]);
  const defaults = readFileSync(join(clone, 'samconfig.default.toml'), 'utf8');
  writeFileSync(join(clone, 'samconfig.toml'), `${defaults}${SAVED}`);
  const trusted = join(world.folder, 'gitlab.pem');
  writeFileSync(trusted, world.gitLabAuthority);
  const names = NAMES.replace('https://gitlab.com', world.gitLab.url);
  // The status needs what `npm ci --omit=dev` leaves out, and would install it.
  const npm = `npm() { if [ "$1" = run ]; then (cd '${PROJECT}' && command npm "$@"); else command npm "$@"; fi; }`;
  return {
    world,
    run: (block, environment) =>
      inShell(`set -euo pipefail\n${names}\n${npm}\n${block}`, clone, {
        ...world.environment,
        CURL_CA_BUNDLE: trusted,
        ...environment,
      }),
    write: (name, text) => writeFileSync(join(clone, name), text),
    publish: () => commit(current),
  };
}

/** Stores a text in the account's Parameter Store. */
export const store = ({ aws }: World, Name: string, Value: string, Type: 'String' | 'SecureString') =>
  new SSMClient(aws).send(new PutParameterCommand({ Name, Value, Type }));

/** What a stack is deployed with. */
export const parameters = ({ gitLab }: World, subnets: string, vpc: string) =>
  [
    ...[`GitLabUrl=${gitLab.url}`, 'GitLabCaCertificate=/ci/authority', 'GitLabTokenSource=/ci/gitlab-token'],
    ...['GitLabTokenKind=access', `RunnerScope=project/${PROJECT_ID}`, 'StrictDeregistration=true'],
    ...[`VpcId=${vpc}`, `SubnetIds=${subnets}`],
  ].join(' ');
