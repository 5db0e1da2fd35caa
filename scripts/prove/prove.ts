import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { CommandError } from '../lib/command-error.ts';
import { isText, listOf, maybe, objectOf } from '../lib/forms.ts';
import type { Progress } from '../lib/progress.ts';
import { readTemplate } from '../lib/template.ts';
import { build } from '../local/deployment.ts';
import { branchOf, cleanUp, identify, leftovers, tokenParameter, verdictOn } from './clean-up.ts';
import { create, edit, type Life, remove, replace, runJob } from './life.ts';
import { seeProject } from './pipeline.ts';
import { costOf, dollars } from './plan.ts';
import { AFTERWARDS, answers, WHILE_THERE } from './questions.ts';
import type { Proof, Row } from './record.ts';
import { CLEAN_UP, forget, remember, unfinished } from './state.ts';
import { tryWarmPool } from './warm.ts';
import type { World } from './world.ts';

interface Wanted {
  /** Beside those that every proof has. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly warm: boolean;
  readonly signal: AbortSignal;
}

const hasScopes = objectOf({ scopes: maybe(listOf(isText)) });

/** Throws a CommandError where it is known before that no proof comes of it, or not of this stack alone. */
export async function lookBefore(world: World, given: Wanted['parameters']): Promise<void> {
  const { gitLab, project } = world;
  const other = Object.keys(ownParameters(world)).find((name) => name in given);
  if (other) throw new CommandError(`${other} is the proof's own: its runner takes no job but its own.`);
  // A fine-grained token has no scopes.
  const { scopes } = await gitLab.read(hasScopes, '/personal_access_tokens/self');
  if (!scopes?.includes('api')) throw new CommandError('The GitLab token needs the scope api.');
  await seeProject(gitLab, project);
}

const ownParameters = ({ stack, project }: World) => ({
  ...{ GitLabTokenSource: tokenParameter(stack), GitLabTokenKind: 'access' },
  ...{ RunnerScope: `project/${project}`, RunnerTags: stack, RunUntagged: 'false' },
});

/** Lives a stack's whole life there, and takes away what it made, however it ends. */
export async function prove(world: World, progress: Progress, wanted: Wanted): Promise<Proof> {
  const { kind, stack, region, account, gitLabUrl, project, gitLab } = world;
  const { signal } = wanted;
  const since = new Date();
  const { rows, note, told, step } = recording(progress, signal);
  const begun = { stack, region, account, gitLabUrl, project, marks: [], warmGroup: '' };
  remember(begun);
  const life: Life = {
    ...{ isReal: kind === 'aws', place: world, gitLab, where: branchOf(world), progress: told, signal, note },
    leftovers: () => leftovers(world, tokenParameter(stack)),
  };
  const failure = await live(life, world, wanted, since).catch((error: Error) => error);
  const end = failure ? step() : 'whole';
  // Before anything else can fail.
  if (failure && !signal.aborted) progress.saw(end, false, failure.message);
  progress.step('What is left is removed');
  // A --clean-up beside it has forgotten it, and more was made since.
  if (!unfinished().includes(stack)) remember(begun);
  const left = await removeAll(world, progress, signal);
  told.saw(...verdictOn(left));
  if (signal.aborted) throw new CommandError('Interrupted; nothing was left but what is named above.');
  const cost = costOf(region, wanted.parameters, (Date.now() - since.getTime()) / 3_600_000);
  note({ part: 'measured', what: 'dollars', answer: kind === 'aws' ? dollars(cost) : 'none' });
  const { Version: version } = readTemplate().Mappings.Stack.Release;
  return { world: kind, date: since.toISOString().slice(0, 10), version, region, end, rows };
}

/** What is left then, in words; it is no reason to lose what was answered. */
async function removeAll(world: World, progress: Progress, signal: AbortSignal): Promise<string[]> {
  // The Ctrl-C has ended the emulator, too, and all with it.
  if (signal.aborted && world.account === '') {
    forget(world.stack);
    return [];
  }
  const left = await cleanUp(world, progress).catch(({ message }: Error) => [message]);
  return unfinished().includes(world.stack) ? [...left, `this removes it: ${CLEAN_UP}`] : left;
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
  return { rows, note, told, step: () => step };
}

async function live(life: Life, world: World, { parameters, warm }: Wanted, since: Date): Promise<void> {
  const { aws, stack, output, gitLabUrl, token } = world;
  life.progress.step('The functions are built, and the GitLab token is stored');
  await build(world);
  const own = ownParameters(world);
  const Name = own.GitLabTokenSource;
  await new SSMClient(aws).send(new PutParameterCommand({ Name, Type: 'SecureString', Value: token }));
  const given = { GitLabUrl: gitLabUrl, ...parameters, ...own };
  const created = await create(life, given);
  if (!created) throw new CommandError(`The stack did not come about: see ${output}.`);
  await identify(world);
  await runJob(life);
  const edited = { ...given, RunnerTags: `${stack},edited`, DefaultImage: 'alpine:3.21' };
  await edit(life, edited);
  await replace(life, { ...edited, DrainTimeout: '900' }, 'another DrainTimeout');
  if (warm) await tryWarmPool(life, created.outputs.WorkerGroupName ?? '');
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
