import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { Progress } from '../lib/progress.ts';
import { added, takeInventory } from './account.ts';
import { type Deployment, deploy, type Parameters } from './deployment.ts';
import { gitLabApi } from './gitlab-api.ts';
import { fileOn, lookForUpdate, type Manager } from './manager.ts';
import { placesWith } from './secrets.ts';
import { viewStack } from './stack.ts';
import { PROJECT_ID } from './stand-ins/gitlab/runner.ts';
import { startWork } from './workload.ts';
import type { World } from './world.ts';

// What can be seen in this world alone, or is better not asked of a real one.

/** How many run when the stack is deleted. */
const WORKERS = 2;

export async function lookAtToken(world: World, progress: Progress, { outputs }: Deployment): Promise<void> {
  const question = { Name: outputs.RunnerTokenParameter, WithDecryption: true };
  const { Parameter } = await new SSMClient(world.aws).send(new GetParameterCommand(question));
  const { token } = JSON.parse(Parameter?.Value ?? '{}');
  const isRunners = world.gitLab.runners.get(Number(outputs.RunnerId))?.token === token;
  const isSecret = Parameter?.Type === 'SecureString';
  progress.saw('its token is in a SecureString', isSecret && isRunners, Parameter?.Name);
}

export function lookAtManager(world: World, progress: Progress, { outputs }: Deployment, manager: Manager) {
  const { text, mode } = fileOn(manager, 'run/gitlab-runner/config.toml');
  const token = world.gitLab.runners.get(Number(outputs.RunnerId))?.token ?? 'none';
  const isIts = text.includes(token) && mode === '600';
  progress.saw('the manager has config.toml, in memory and for root alone', isIts);
  for (const line of text.replaceAll(token, '[the token]').trimEnd().split('\n')) progress.say(line);
  const started = manager.calls.some((call) => /systemctl.*start.*gitlab-runner/.test(call));
  progress.saw('the manager started gitlab-runner', started);
}

export async function lookAtEdited(progress: Progress, manager: Manager): Promise<void> {
  await lookForUpdate(manager);
  const { text } = fileOn(manager, 'run/gitlab-runner/config.toml');
  progress.saw('cfn-hup gave the running manager its new image', text.includes('image = "alpine:edited"'));
}

/** An update with a credential that GitLab refuses. */
export async function refuse(world: World, progress: Progress, parameters: Parameters): Promise<void> {
  progress.step('sam deploy with a credential that GitLab refuses: everything stays as it was');
  const before = await kept(world);
  const { status, reasons } = await deploy(world, parameters);
  progress.saw('the stack was rolled back', status === 'UPDATE_ROLLBACK_COMPLETE', `${status} ${reasons[0]}`);
  const isTelling = /401.*wrong, expired or revoked/.test(reasons.join());
  progress.saw('the reason says what to do', isTelling, reasons[0]);
  progress.saw('GitLab shows the runner as before', (await kept(world)) === before);
}

/** What GitLab shows of the runners, but when they were last heard of: the rollback asks GitLab's `verify`. */
async function kept({ gitLab, gitLabAuthority }: World): Promise<string> {
  const api = gitLabApi(gitLab.url, gitLabAuthority, gitLab.issueAccessToken(['api']));
  const runners = await api.runners(PROJECT_ID);
  return JSON.stringify(runners, (key, value) => (key === 'contacted_at' ? undefined : value));
}

export function lookAtReplaced({ gitLab }: World, progress: Progress, former: string, manager: Manager) {
  const [id] = [...gitLab.runners.keys()];
  progress.saw('it is a new one', String(id) !== former, `#${id}`);
  const { text } = fileOn(manager, 'run/gitlab-runner/config.toml');
  progress.saw('the manager that replaces the old one runs it', text.includes(`id = ${id}`));
}

export async function work(world: World, progress: Progress): Promise<void> {
  progress.step(`${WORKERS} workers start, and their jobs fill the cache`);
  const before = await takeInventory(world.aws);
  await startWork(world, await viewStack(new CloudFormationClient(world.aws), world.stack), WORKERS);
  const all = added(before, await takeInventory(world.aws));
  const started = all.filter((one) => one.startsWith('EC2 instances'));
  progress.saw('the workers run', started.length === WORKERS, started.join(', '));
}

export async function lookForSecrets(world: World, progress: Progress, credentials: string[]): Promise<void> {
  progress.step('A search for the credential and the tokens in everything that was written');
  const tokens = [...world.gitLab.runners.values()].map(({ token }) => token);
  const places = await placesWith([...credentials, ...tokens], world);
  const what = 'they are in the SecureString and in the manager’s memory alone';
  progress.saw(what, places.length === 0, places.join(', '));
}
