import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { Progress } from '../lib/progress.ts';
import { added, type Inventory, takeInventory } from './account.ts';
import type { Channel } from './channels.ts';
import { type Deployment, STACK } from './deployment.ts';
import { gitLabApi } from './gitlab-api.ts';
import { bootOne, fileOn, lookForUpdate, type Manager } from './manager.ts';
import { placesWith } from './secrets.ts';
import { viewStack } from './stack.ts';
import { PROJECT_ID } from './stand-ins/gitlab/runner.ts';
import { startWork } from './workload.ts';
import { OWN_IMAGE, type World } from './world.ts';

const REVOKED = 'glpat-MARKED-revoked';
const SCOPES = ['create_runner', 'manage_runner', 'read_api'] as const;

/** The life of one stack, in parts; each time it is seen from outside whether it is as it must be. */
export interface Life {
  /** Whether there is a stack to go on with. */
  create(): Promise<boolean>;
  /** Edited, refused, and moved to another address of GitLab. */
  change(): Promise<void>;
  /** Workers run and the cache is full. */
  work(workers: number): Promise<void>;
  remove(): Promise<void>;
}

export async function describeLife(
  world: World,
  progress: Progress,
  channel: Channel,
  executor: string,
): Promise<Life> {
  const { gitLab } = world;
  const before = await takeInventory(world.aws);
  const parameters = {
    GitLabUrl: gitLab.url,
    GitLabToken: gitLab.issueAccessToken(SCOPES),
    RunnerScope: `project/${PROJECT_ID}`,
    RunnerTags: 'aws,docker',
    GitLabCaCertificate: world.certificate,
    Executor: executor,
    ...(executor === 'docker+machine' && { WorkerImageId: OWN_IMAGE }),
  };
  const edited = { ...parameters, RunnerTags: 'aws,docker,edited', DefaultImage: 'alpine:edited' };
  const moved = { ...edited, GitLabUrl: gitLab.url.replace('localhost', '127.0.0.1') };
  let manager: Manager | undefined;
  return {
    async create() {
      manager = await create(world, progress, channel, parameters);
      return manager !== undefined;
    },
    async change() {
      if (manager) await edit(world, progress, channel, edited, manager);
      await refuse(world, progress, channel, { ...edited, RunnerTags: 'never', GitLabToken: REVOKED });
      await replace(world, progress, channel, moved);
      await lookForSecrets(world, progress, [parameters.GitLabToken, REVOKED]);
    },
    work: (workers) => work(world, progress, workers),
    remove: () => remove(world, progress, channel, before),
  };
}

async function create(
  world: World,
  progress: Progress,
  channel: Channel,
  parameters: Record<string, string>,
): Promise<Manager | undefined> {
  progress.step(`${channel.what}: a credential goes in, a runner with a manager comes out`);
  let manager: Manager | undefined;
  const stack = await channel.deploy(world, parameters, async () => {
    progress.say('the stack waits for its manager, whose boot is played now');
    manager = await bootOne(world);
  });
  progress.saw('the stack was created', stack.status === 'CREATE_COMPLETE', because(stack));
  if (stack.status !== 'CREATE_COMPLETE' || !manager) return undefined;
  const [runner] = await seen(world).runners(PROJECT_ID);
  progress.saw(
    'GitLab shows the runner',
    String(runner?.id) === stack.outputs.RunnerId,
    `#${runner?.id} “${runner?.description}”, tags ${runner?.tag_list.join(', ')}`,
  );
  await lookAtToken(world, progress, stack);
  lookAtManager(world, progress, stack, manager);
  return manager;
}

async function lookAtToken(
  { aws, gitLab }: World,
  progress: Progress,
  { outputs }: Deployment,
): Promise<void> {
  const question = { Name: outputs.RunnerTokenParameter, WithDecryption: true };
  const { Parameter } = await new SSMClient(aws).send(new GetParameterCommand(question));
  const { token } = JSON.parse(Parameter?.Value ?? '{}');
  const isRunners = gitLab.runners.get(Number(outputs.RunnerId))?.token === token;
  progress.saw(
    'its token is in a SecureString',
    Parameter?.Type === 'SecureString' && isRunners,
    Parameter?.Name,
  );
}

function lookAtManager(
  { gitLab }: World,
  progress: Progress,
  { outputs }: Deployment,
  manager: Manager,
): void {
  const { text, mode } = fileOn(manager, 'run/gitlab-runner/config.toml');
  const token = gitLab.runners.get(Number(outputs.RunnerId))?.token ?? 'none';
  progress.saw(
    'the manager has config.toml, in memory and for root alone',
    text.includes(token) && mode === '600',
  );
  for (const line of text.replaceAll(token, '[the token]').trimEnd().split('\n')) progress.say(line);
  const started = manager.calls.some((call) => /systemctl.*start.*gitlab-runner/.test(call));
  progress.saw('the manager started gitlab-runner', started);
}

async function edit(
  world: World,
  progress: Progress,
  channel: Channel,
  parameters: Record<string, string>,
  manager: Manager,
): Promise<void> {
  progress.step(`${channel.what} with other tags and another image: the same runner is edited`);
  await lookForUpdate(manager);
  const [before] = await seen(world).runners(PROJECT_ID);
  const stack = await channel.deploy(world, parameters, async () => {});
  const [runner] = await seen(world).runners(PROJECT_ID);
  progress.saw('the stack was updated', stack.status === 'UPDATE_COMPLETE', because(stack));
  const edited = runner?.id === before?.id && runner?.tag_list.includes('edited') === true;
  progress.saw(
    'it is the same runner with the new tags',
    edited,
    `#${runner?.id}, tags ${runner?.tag_list.join(', ')}`,
  );
  await lookForUpdate(manager);
  const { text } = fileOn(manager, 'run/gitlab-runner/config.toml');
  progress.saw('cfn-hup gave the running manager its new image', text.includes('image = "alpine:edited"'));
}

async function refuse(
  world: World,
  progress: Progress,
  channel: Channel,
  parameters: Record<string, string>,
): Promise<void> {
  progress.step(`${channel.what} with a credential that GitLab refuses: everything stays as it was`);
  const before = await kept(world);
  const stack = await channel.deploy(world, parameters, async () => {});
  progress.saw('the stack was rolled back', stack.status === 'UPDATE_ROLLBACK_COMPLETE', because(stack));
  progress.saw(
    'the reason says what to do',
    /401.*wrong, expired or revoked/.test(stack.reasons.join()),
    stack.reasons[0],
  );
  progress.saw('GitLab shows the runner as before', (await kept(world)) === before);
}

/** What GitLab shows of the runners, but when they were last heard of: the rollback asks GitLab's `verify`. */
async function kept(world: World): Promise<string> {
  const runners = await seen(world).runners(PROJECT_ID);
  return JSON.stringify(runners, (key, value) => (key === 'contacted_at' ? undefined : value));
}

async function replace(
  world: World,
  progress: Progress,
  channel: Channel,
  parameters: Record<string, string>,
): Promise<void> {
  progress.step(`${channel.what} with another address of GitLab: another runner, and the old one goes`);
  const [before] = await seen(world).runners(PROJECT_ID);
  const stack = await channel.deploy(world, parameters, async () => {});
  const runners = await seen(world).runners(PROJECT_ID);
  progress.saw('the stack was updated', stack.status === 'UPDATE_COMPLETE', because(stack));
  const replaced = runners.length === 1 && runners[0]?.id !== before?.id;
  progress.saw(
    'there is one runner, and it is a new one',
    replaced,
    runners.map(({ id }) => `#${id}`).join(', '),
  );
  const manager = await bootOne(world);
  const { text } = fileOn(manager, 'run/gitlab-runner/config.toml');
  progress.saw('the manager that replaces the old one runs it', text.includes(`id = ${runners[0]?.id}`));
}

async function work(world: World, progress: Progress, workers: number): Promise<void> {
  progress.step(`${workers} workers start, and their jobs fill the cache`);
  const before = await takeInventory(world.aws);
  await startWork(world, await viewStack(new CloudFormationClient(world.aws), STACK), workers);
  const started = added(before, await takeInventory(world.aws)).filter((one) =>
    one.startsWith('EC2 instances'),
  );
  progress.saw('the workers run', started.length === workers, started.join(', '));
}

async function lookForSecrets(
  world: World,
  progress: Progress,
  credentials: readonly string[],
): Promise<void> {
  progress.step('A search for the credential and the tokens in everything that was written');
  const tokens = [...world.gitLab.runners.values()].map(({ token }) => token);
  const places = await placesWith([...credentials, ...tokens], world);
  progress.saw(
    'they are in the SecureString and in the manager’s memory alone',
    places.length === 0,
    places.join(', '),
  );
}

async function remove(world: World, progress: Progress, channel: Channel, before: Inventory): Promise<void> {
  progress.step('The stack is deleted');
  progress.saw('the delete succeeded', await channel.remove(world));
  const runners = await seen(world).runners(PROJECT_ID);
  progress.saw(
    'GitLab has no runner of the stack',
    runners.length === 0,
    runners.map(({ id }) => `#${id}`).join(', '),
  );
  const left = added(before, await takeInventory(world.aws)).filter(
    (one) => !one.includes('aws-sam-cli-managed'),
  );
  progress.saw('nothing of the stack is left in the account', left.length === 0, left.join(', '));
}

const seen = ({ gitLab, gitLabAuthority }: World) =>
  gitLabApi(gitLab.url, gitLabAuthority, gitLab.issueAccessToken(['api']));
const because = ({ status, reasons }: Deployment) =>
  status.endsWith('_COMPLETE') && !status.includes('ROLLBACK') ? status : `${status} ${reasons[0] ?? ''}`;
