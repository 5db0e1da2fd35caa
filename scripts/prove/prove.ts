import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { CommandError } from '../lib/command-error.ts';
import type { Progress } from '../lib/progress.ts';
import { readTemplate } from '../lib/template.ts';
import { deploy } from '../local/deployment.ts';
import { accountOf, branchOf, cleanUp, identify, leftovers, tokenParameter } from './clean-up.ts';
import { create, edit, type Life, remove, replace, runJob } from './life.ts';
import { seeProject } from './pipeline.ts';
import { costOf, dollars } from './plan.ts';
import { AFTERWARDS, answers, WHILE_THERE } from './questions.ts';
import type { Proof, Row } from './record.ts';
import { remember } from './state.ts';
import { tryWarmPool } from './warm.ts';
import type { World } from './world.ts';

interface Wanted {
  /** Beside those that every proof has. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly warm: boolean;
  readonly signal: AbortSignal;
}

/** Whose account it is. Throws a CommandError where it is known before that no proof comes of it, or not of this stack alone. */
export async function lookBefore(world: World, given: Wanted['parameters']): Promise<string> {
  const { aws, gitLab, project } = world;
  const other = Object.keys(ownParameters(world)).find((name) => name in given);
  if (other) throw new CommandError(`${other} is the proof's own: its runner takes no job but its own.`);
  // A fine-grained token has no scopes.
  const { scopes } = await gitLab.get<{ scopes?: string[] }>('/personal_access_tokens/self');
  if (!scopes?.includes('api')) throw new CommandError('The GitLab token needs the scope api.');
  await seeProject(gitLab, project);
  return accountOf(aws);
}

const ownParameters = ({ stack, project }: World) => ({
  ...{ GitLabTokenSource: tokenParameter(stack), GitLabTokenKind: 'access' },
  ...{ RunnerScope: `project/${project}`, RunnerTags: stack, RunUntagged: 'false' },
});

/** Lives a stack's whole life there, and takes away what it made, however it ends. */
export async function prove(world: World, progress: Progress, wanted: Wanted): Promise<Proof> {
  const { kind, stack, region, gitLabUrl, project, aws } = world;
  const since = new Date();
  const told = recording(progress, wanted.signal);
  const { rows, note } = told;
  remember({ kind, stack, region, account: await accountOf(aws), gitLabUrl, project, marks: [] });
  const life = lifeOf(world, wanted.signal, note, told.progress);
  const failure = await live(life, world, wanted, since).catch((error: Error) => error);
  const end = failure ? told.step() : 'whole';
  // Before anything else can fail.
  if (failure && !wanted.signal.aborted) progress.saw(end, false, failure.message);
  progress.step('What is left is removed');
  const left = await cleanUp(world, progress).catch((error: Error) => {
    throw new CommandError(`${error.message} What is left is removed by: npm run prove -- --clean-up`);
  });
  life.progress.saw('nothing is left, in the account and in GitLab', left.length === 0, left.join(', '));
  if (wanted.signal.aborted) throw new CommandError('Interrupted; nothing was left but what is named above.');
  const cost = costOf(region, wanted.parameters, (Date.now() - since.getTime()) / 3_600_000);
  note({ part: 'measured', what: 'dollars', answer: kind === 'aws' ? dollars(cost) : 'none' });
  const { Version: version } = readTemplate().Mappings.Stack.Release;
  return { world: kind, date: since.toISOString().slice(0, 10), version, region, end, rows };
}

/** Progress that is noted for the record, and ends at the next step once it is interrupted. */
function recording(progress: Progress, signal: AbortSignal) {
  const rows: Row[] = [];
  let step = '';
  const note = (row: Row) => void rows.push(row);
  const told: Progress = {
    ...progress,
    step(title) {
      signal.throwIfAborted();
      step = title;
      progress.step(title);
    },
    saw(what, isSo, detail) {
      note({ part: 'seen', what, answer: isSo ? 'yes' : 'no' });
      progress.saw(what, isSo, detail);
    },
  };
  return { rows, note, progress: told, step: () => step };
}

async function live(life: Life, world: World, { parameters, warm }: Wanted, since: Date): Promise<void> {
  const { aws, sam, stack, output, gitLabUrl, token } = world;
  life.progress.step('The functions are built, and the GitLab token is stored');
  if ((await sam.run('build')) !== 0) throw new CommandError(`sam build failed: see ${output}.`);
  const own = ownParameters(world);
  const Name = own.GitLabTokenSource;
  await new SSMClient(aws).send(new PutParameterCommand({ Name, Type: 'SecureString', Value: token }));
  const given = { GitLabUrl: gitLabUrl, ...parameters, ...own };
  const created = await create(life, given);
  if (!created) throw new CommandError('The stack did not come about.');
  await identify(world);
  await runJob(life);
  const edited = { ...given, RunnerTags: `${stack},edited`, DefaultImage: 'alpine:3.21' };
  await edit(life, edited);
  await replace(life, { ...edited, DrainTimeout: '900' }, 'another DrainTimeout');
  if (warm) await tryWarmPool(life, world, created.outputs.WorkerGroupName ?? '');
  life.progress.step('What only an account can answer is asked');
  const asked = { aws, stack, resources: await identify(world), since, signal: life.signal };
  await ask(life, WHILE_THERE, asked);
  await remove(life, created.id);
  await ask(life, AFTERWARDS, asked);
}

async function ask(life: Life, ...questions: Parameters<typeof answers>): Promise<void> {
  for (const row of await answers(...questions))
    life.note({ ...row, answer: `${life.isReal ? '' : 'emulator: '}${row.answer}` });
}

function lifeOf(world: World, signal: AbortSignal, note: Life['note'], progress: Progress): Life {
  const { aws, gitLab, sam, stack, output } = world;
  return {
    ...{ what: 'sam deploy', isReal: world.kind === 'aws', aws, gitLab },
    ...{ where: branchOf(world), progress, signal, note },
    async deploy(parameters) {
      const deployed = await deploy(world, parameters).catch((error: Error) => {
        throw signal.aborted ? error : new CommandError(`sam deploy made no stack: see ${output}.`);
      });
      await world.settled?.();
      return deployed;
    },
    remove: async () => (await sam.run('delete', '--no-prompts', '--stack-name', stack)) === 0,
    async leftovers() {
      const token = tokenParameter(stack);
      return (await leftovers(world)).filter((one) => !one.endsWith(token));
    },
  };
}
