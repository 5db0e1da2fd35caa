import { setTimeout as sleep } from 'node:timers/promises';
import { CloudFormationClient, paginateDescribeStackEvents } from '@aws-sdk/client-cloudformation';
import { onEveryPage } from '../../functions/aws/every-page.ts';
import { DURATIONS } from '../critical-path/durations.ts';
import { listOf } from '../lib/forms.ts';
import type { Progress } from '../lib/progress.ts';
import {
  type Deployment,
  deleteStack,
  deploy,
  isDeployed,
  type Parameters,
  type Place,
} from '../local/deployment.ts';
import type { GitLabApi } from '../local/gitlab-api.ts';
import { jobRows, readLog } from './log.ts';
import { handOver, heardOfNew, isManager, type SeenManager, type Timed, timed } from './measures.ts';
import { type Branch, jobOf, startAgain, startJob, waitFor } from './pipeline.ts';
import type { Row } from './record.ts';

/** What the steps of one stack's life are taken with: an account and a GitLab, emulated or real. */
export interface Life {
  /** Elsewhere managers ask for no jobs, so that some things are not to be measured. */
  readonly isReal: boolean;
  readonly place: Place;
  readonly gitLab: GitLabApi;
  readonly where: Branch;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** What is there now and would be left behind. */
  leftovers(): Promise<string[]>;
  /** For the record. */
  note(row: Row): void;
}

/** @returns undefined for a stack that did not come about */
export async function create(life: Life, parameters: Parameters): Promise<Deployment | undefined> {
  const { progress } = life;
  progress.step('sam deploy: a credential goes in, a runner with a manager comes out');
  const stack = await deploy(life.place, parameters);
  progress.saw('the stack was created', stack.status === 'CREATE_COMPLETE', because(stack));
  if (stack.status !== 'CREATE_COMPLETE') return undefined;
  const [runner] = await runnersOf(life);
  const isIts = String(runner?.id) === stack.outputs.RunnerId;
  const tags = runner?.tag_list.join(', ');
  progress.saw('GitLab shows the runner', isIts, `#${runner?.id} “${runner?.description}”, tags ${tags}`);
  for (const { name, type, seconds } of timed(await eventsOf(life, stack.id), 'CREATE').filter(isLong)) {
    const usual = (DURATIONS[type] ?? DURATIONS[type.replace(/^Custom::.*/, 'Custom::*')])?.create.typical;
    const beside = usual === undefined ? '' : `${usual} s`;
    const row = { answer: `${seconds} s`, beside };
    if (isWhole({ type })) life.note({ part: 'measured', what: 'the deployment', ...row });
    else life.note({ part: 'resources', what: `${name}, ${type}`, ...row });
  }
  return stack;
}

export async function runJob({ progress, gitLab, where, signal, note }: Life, which = ''): Promise<void> {
  progress.step('A pipeline with one job: the runner takes it, and a worker runs it');
  const pipeline = await (which ? startAgain(gitLab, where) : startJob(gitLab, where, signal));
  const job = await waitFor(signal, 900, 'an end of the job', async () => {
    const one = await jobOf(gitLab, where.project, pipeline);
    return one && /^(success|failed|canceled|skipped)$/.test(one.status) ? one : undefined;
  });
  const text = await gitLab.ask('GET', `/projects/${where.project}/jobs/${job.id}/trace`);
  const log = readLog(text ?? '');
  const what = log.isStandIn ? 'a stand-in of the job’s run succeeded' : 'the job, on a worker, succeeded';
  progress.saw(what, job.status === 'success', job.status);
  jobRows(job, log, which).forEach(note);
}

export async function edit(life: Life, parameters: Parameters): Promise<void> {
  const { progress } = life;
  progress.step('sam deploy with other tags and another image: the same runner is edited');
  const [before] = await runnersOf(life);
  const stack = await deploy(life.place, parameters);
  const [runner] = await runnersOf(life);
  progress.saw('the stack was updated', stack.status === 'UPDATE_COMPLETE', because(stack));
  const isEdited = runner?.id === before?.id && runner?.tag_list.includes('edited') === true;
  const tags = runner?.tag_list.join(', ');
  progress.saw('it is the same runner with the new tags', isEdited, `#${runner?.id}, tags ${tags}`);
}

/** An update that replaces the manager, and the runner with it when `which` is another address of GitLab. */
export async function replace(life: Life, parameters: Parameters, which: string): Promise<void> {
  const { progress, signal, note } = life;
  progress.step(`sam deploy with ${which}: another manager takes over`);
  const looks = [await managersOf(life)];
  let isOver = false;
  const deployed = deploy(life.place, parameters).finally(() => {
    isOver = true;
  });
  const watch = async () => {
    for (; !isOver; await sleep(3_000, undefined, { signal })) looks.push(await managersOf(life));
  };
  const [stack] = await Promise.all([deployed, watch()]);
  progress.saw('the stack was updated', stack.status === 'UPDATE_COMPLETE', because(stack));
  const seconds = await waitFor(signal, 300, 'a new manager that asks for jobs', async () => {
    looks.push(await managersOf(life));
    return life.isReal ? handOver(looks) : heardOfNew(looks) || undefined;
  });
  progress.saw('GitLab has heard of another manager', true);
  const runners = await runnersOf(life);
  progress.saw('there is one runner', runners.length === 1, runners.map(({ id }) => `#${id}`).join(', '));
  const answer = life.isReal ? `${seconds} s` : 'not measured: managers ask for no jobs here';
  note({ part: 'measured', what: 'no manager was heard of, during the hand-over', answer });
}

export async function remove(life: Life, stackId: string): Promise<void> {
  const { progress } = life;
  progress.step('The stack is deleted');
  progress.saw('the delete succeeded', await deleteStack(life.place));
  const whole = timed(await eventsOf(life, stackId), 'DELETE').find(isWhole);
  if (whole) life.note({ part: 'measured', what: 'the delete', answer: `${whole.seconds} s` });
  const runners = await runnersOf(life);
  const ids = runners.map(({ id }) => `#${id}`).join(', ');
  progress.saw('GitLab has no runner of the stack', runners.length === 0, ids);
  const left = await life.leftovers();
  progress.saw('nothing of the stack is left in the account', left.length === 0, left.join(', '));
}

const isWhole = ({ type }: Pick<Timed, 'type'>) => type === 'AWS::CloudFormation::Stack';
const isLong = ({ seconds }: Timed) => seconds > 0;
const eventsOf = ({ place }: Life, StackName: string) =>
  onEveryPage(
    paginateDescribeStackEvents({ client: new CloudFormationClient(place.aws) }, { StackName }),
    ({ StackEvents }) => StackEvents,
  );
const runnersOf = ({ gitLab, where }: Life) => gitLab.runners(where.project, where.branch);
async function managersOf(life: Life): Promise<SeenManager[]> {
  const managers = (await runnersOf(life)).map(({ id }) =>
    life.gitLab.read(listOf(isManager), `/runners/${id}/managers`),
  );
  return (await Promise.all(managers)).flat();
}
const because = (stack: Deployment) =>
  isDeployed(stack) ? stack.status : `${stack.status} ${stack.reasons[0] ?? ''}`;
