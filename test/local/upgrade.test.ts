import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plainTemplate } from '../../scripts/build/plain.ts';
import { PROJECT } from '../../scripts/lib/project.ts';
import { added, type Inventory, takeInventory } from '../../scripts/local/account.ts';
import { runOn } from '../../scripts/local/machine/machine.ts';
import { bootOne, fileOn, lookForUpdate, type Manager } from '../../scripts/local/manager.ts';
import { viewStack } from '../../scripts/local/stack.ts';
import { PROJECT_ID } from '../../scripts/local/stand-ins/gitlab/runner.ts';
import { openWorld, type World } from '../../scripts/local/world.ts';
import { deployTemplate } from './channels/plain.ts';
import { buildTemplate, builtFile, deleteStack } from './channels/template.ts';
import { giveJob, whatTheRunnerDid } from './managers/job.ts';

/** The file that `npm run build` made of release 0.1.0. */
const RELEASED = join(import.meta.dirname, 'releases/gitlab-runner-0.1.0.yaml.gz');
const CONFIG_TOML = 'run/gitlab-runner/config.toml';

/** Two of its lines are refused by the real programs, so that no manager of it came up: with these it does. */
const released = (): string =>
  gunzipSync(readFileSync(RELEASED))
    .toString()
    .replaceAll('gpg --batch', 'gpg --no-autostart --batch')
    .replace(
      'fleeting install --config /run/gitlab-runner/config.toml',
      'fleeting --config /run/gitlab-runner/config.toml install',
    );

let world: World;
let before: Inventory;
let current: string;

beforeAll(async () => {
  world = await openWorld(new AbortController().signal);
  await buildTemplate(world);
  before = await takeInventory(world.aws);
  current = (await plainTemplate(join(PROJECT, 'template/gitlab-runner.yaml'))).text;
}, 150_000);
afterAll(async () => {
  await world.stop();
  rmSync(world.folder, { recursive: true, force: true });
});

/** What must outlive every update: the runner's id and its token, in GitLab and on a manager. */
async function identity({ outputs }: { outputs: Readonly<Record<string, string>> }) {
  const runners = [...world.gitLab.runners.values()];
  expect(runners.map(({ id }) => String(id))).toEqual([outputs.RunnerId]);
  return { id: outputs.RunnerId, token: runners[0]?.token };
}

const serves = (manager: Manager, { id, token }: { id: string | undefined; token: string | undefined }) => {
  const { text } = fileOn(manager, CONFIG_TOML);
  expect(text).toContain(`id = ${id}\n`);
  expect(text).toContain(`token = ${JSON.stringify(token)}\n`);
};

test('a stack of 0.1.0 with a running job becomes this version, keeps its runner and token, and goes without a trace', async () => {
  const parameters = {
    GitLabUrl: world.gitLab.url,
    GitLabToken: world.gitLab.issueAccessToken(['create_runner', 'manage_runner']),
    RunnerScope: `project/${PROJECT_ID}`,
    GitLabCaCertificate: world.certificate,
  };
  let old: Manager | undefined;
  writeFileSync(builtFile(world), released());
  const created = await deployTemplate(world, parameters, async () => {
    old = await bootOne(world);
  });
  expect(created).toMatchObject({ status: 'CREATE_COMPLETE', outputs: { Version: '0.1.0' } });
  if (old === undefined) throw new Error('No manager was booted.');
  const identified = await identity(created);
  serves(old, identified);

  // To this version with a credential that GitLab refuses, at once with other tags: everything goes back.
  writeFileSync(builtFile(world), current);
  const refused = { ...parameters, GitLabToken: 'glpat-MARKED-revoked', RunnerTags: 'never' };
  const rolledBack = await deployTemplate(world, refused, async () => {});
  expect(rolledBack).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', outputs: { Version: '0.1.0' } });
  expect(await identity(rolledBack)).toEqual(identified);

  const updated = await deployTemplate(world, parameters, async () => {});
  expect(updated).toMatchObject({ status: 'UPDATE_COMPLETE' });
  expect(await identity(updated)).toEqual(identified);

  // The old manager still works on a job: what cfn-hup sees of the new version does not reach it, and the job ends by itself.
  const served = fileOn(old, CONFIG_TOML).text;
  giveJob(old, 40);
  // A shell has what it starts in the background ignore SIGQUIT.
  const runner = 'env --default-signal=QUIT gitlab-runner run';
  const play = `${runner} & /opt/aws/bin/cfn-hup --no-daemon; kill -QUIT $!; wait $!`;
  const worked = await runOn(old.machine, ['bash', '-euc', play]);
  expect(worked.status).toBe(0);
  expect(whatTheRunnerDid(old).map(({ what }) => what)).toEqual([
    'starts',
    'told to quit',
    'its job has ended',
  ]);
  expect(fileOn(old, CONFIG_TOML).text).toBe(served);

  const next = await bootOne(world);
  expect(next.status).toBe(0);
  serves(next, identified);
  await lookForUpdate(next);
  serves(next, identified);

  expect(await deleteStack(world)).toBe(true);
  expect(world.gitLab.runners.size).toBe(0);
  expect(added(before, await takeInventory(world.aws))).toEqual([]);
  expect((await viewStack(new CloudFormationClient(world.aws), created.id)).status).toBe('DELETE_COMPLETE');
}, 400_000);
