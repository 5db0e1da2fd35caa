import { fail } from 'node:assert';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { command } from './lib/command.ts';
import { CommandError } from './lib/command-error.ts';
import { type Progress, showProgress } from './lib/progress.ts';
import { added, type Inventory, takeInventory } from './local/account.ts';
import { build, type Deployment } from './local/deployment.ts';
import { gitLabApi } from './local/gitlab-api.ts';
import {
  lookAtEdited,
  lookAtManager,
  lookAtReplaced,
  lookAtToken,
  lookForSecrets,
  refuse,
  work,
} from './local/life.ts';
import { type Machines, withMachines } from './local/machines.ts';
import { lookForUpdate } from './local/manager.ts';
import { PROJECT_ID } from './local/stand-ins/gitlab/runner.ts';
import { OWN_IMAGE, openWorld, type World } from './local/world.ts';
import { create, edit, type Life, remove, replace, runJob } from './prove/life.ts';

const REVOKED = 'glpat-MARKED-revoked';
const interrupted = new AbortController();
type Options = ReturnType<typeof readOptions>;

/** `npm start`: the life of a stack, on this machine. What it proves is against an emulator and a stand-in GitLab. */
async function start(): Promise<void> {
  const options = readOptions();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupted.abort());
  const progress = showProgress();
  progress.step('An emulated AWS account and a stand-in GitLab, on loopback');
  const world = await openWorld(interrupted.signal);
  try {
    await live(world, progress, options);
    process.exitCode = progress.finish();
  } finally {
    await world.stop();
  }
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      /** Leaves the stack there, to look around, until Ctrl-C. */
      keep: { type: 'boolean', default: false },
      executor: { type: 'string', default: 'docker-autoscaler' },
    },
  });
  if (!['docker-autoscaler', 'docker+machine'].includes(values.executor))
    throw new CommandError('--executor must be docker-autoscaler or docker+machine.');
  return values;
}

async function live(world: World, progress: Progress, { executor, keep }: Options): Promise<void> {
  progress.step('What sam deploy needs is built');
  await build(world);
  const before = await takeInventory(world.aws);
  await withMachines(world, progress.say, async (machines) => {
    const place = { ...world, settled: machines.settled };
    const life = lifeOf(place, progress, before);
    const parameters = parametersOf(world, executor);
    const stack = await create(life, parameters);
    if (stack) {
      if (!keep) await change(place, life, stack, parameters, machines);
      await work(world, progress);
      if (keep) await lookAround(world);
    }
    if (!keep) await remove(life, stack?.id ?? world.stack);
  });
}

function lifeOf(place: World, progress: Progress, before: Inventory): Life {
  const { aws, gitLab, gitLabAuthority } = place;
  return {
    ...{ isReal: false, place, progress, signal: interrupted.signal },
    gitLab: gitLabApi(gitLab.url, gitLabAuthority, gitLab.issueAccessToken(['api'])),
    where: { project: PROJECT_ID, branch: 'aws' },
    leftovers: async () => added(before, await takeInventory(aws, isNoBucket)),
    note: () => undefined,
  };
}

/** The SAM CLI's own bucket stays. */
const isNoBucket = (name: string) => !name.includes('aws-sam-cli-managed');

const parametersOf = ({ gitLab, certificate }: World, executor: string) => ({
  GitLabUrl: gitLab.url,
  GitLabToken: gitLab.issueAccessToken(['create_runner', 'manage_runner', 'read_api']),
  RunnerScope: `project/${PROJECT_ID}`,
  RunnerTags: 'aws,docker',
  GitLabCaCertificate: certificate,
  Executor: executor,
  ...(executor === 'docker+machine' && { WorkerImageId: OWN_IMAGE }),
});

/** Looked at, edited, refused, and moved to another address of GitLab. */
async function change(
  world: World,
  life: Life,
  stack: Deployment,
  parameters: ReturnType<typeof parametersOf>,
  machines: Machines,
): Promise<void> {
  const { progress } = life;
  const manager = () => machines.manager() ?? fail('There is no manager.');
  await lookAtToken(world, progress, stack);
  lookAtManager(world, progress, stack, manager());
  await runJob(life);
  // A cfn-hup that has not looked yet takes what it sees first for what it knows.
  await lookForUpdate(manager());
  const edited = { ...parameters, RunnerTags: 'aws,docker,edited', DefaultImage: 'alpine:edited' };
  await edit(life, edited);
  await lookAtEdited(progress, manager());
  await refuse(world, progress, { ...edited, RunnerTags: 'never', GitLabToken: REVOKED });
  const moved = { ...edited, GitLabUrl: parameters.GitLabUrl.replace('localhost', '127.0.0.1') };
  await replace(life, moved, 'another address of GitLab');
  lookAtReplaced(world, progress, stack.outputs.RunnerId ?? '', manager());
  await lookForSecrets(world, progress, [parameters.GitLabToken, REVOKED]);
}

async function lookAround({ environment, gitLab, output }: World): Promise<void> {
  console.log('\nThe stack stays until Ctrl-C. To look around from another shell:\n');
  for (const [name, value] of Object.entries(environment)) console.log(`  export ${name}='${value}'`);
  console.log('  aws cloudformation describe-stacks');
  console.log('  aws ssm describe-parameters');
  console.log(`\n  GitLab: ${gitLab.url}, with the access token ${gitLab.issueAccessToken(['api'])}`);
  console.log(`  What SAM said: ${output}`);
  // A signal that has aborted already fires no more.
  const timer = setInterval(() => undefined, 60_000);
  if (!interrupted.signal.aborted) await once(interrupted.signal, 'abort');
  clearInterval(timer);
}

const interruption = (error: unknown) =>
  Promise.reject(interrupted.signal.aborted ? new CommandError('\nInterrupted.') : error);
await command(() => start().catch(interruption));
