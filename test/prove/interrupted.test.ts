import { setTimeout as sleep } from 'node:timers/promises';
import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Progress } from '../../scripts/lib/progress.ts';
import { added, type Inventory, takeInventory } from '../../scripts/local/account.ts';
import type { Sam } from '../../scripts/local/sam.ts';
import { viewStack } from '../../scripts/local/stack.ts';
import { type World as LocalWorld, openWorld } from '../../scripts/local/world.ts';
import { cleanUp } from '../../scripts/prove/clean-up.ts';
import { prove } from '../../scripts/prove/prove.ts';
import { forget, remember, unfinished } from '../../scripts/prove/state.ts';
import { lightWorld, playBeside } from './light.ts';

// The steps of prove, with a small stack in place of ours, so that each can be cut off in turn; whole.test.ts has the real one.

let [local, before, stop] = [] as unknown as [LocalWorld, Inventory, () => void];
beforeAll(async () => {
  local = await openWorld(new AbortController().signal);
  before = await takeInventory(local.aws);
  stop = playBeside(local);
}, 150_000);
afterAll(async () => {
  stop();
  await local.stop();
});

const silent: Progress = { step: () => {}, saw: () => {}, say: () => {}, finish: () => 0 };
const api = () => local.gitLab.issueAccessToken(['api']);
let named = 0;
const newName = () => `gitlab-runner-prove-${process.pid}-${++named}`;

/** A life that is cut off a little after a step began; what it ended with, and its last step. */
async function cutOff(when: RegExp, milliseconds: number) {
  const [interrupted, stack] = [new AbortController(), newName()];
  const world = lightWorld(local, stack, interrupted.signal, api());
  let last = '';
  const progress: Progress = {
    ...silent,
    step(title) {
      last = title;
      if (when.test(title)) setTimeout(() => interrupted.abort(), milliseconds);
    },
  };
  const wanted = { parameters: {}, warm: true, signal: interrupted.signal };
  const ended = await prove(world, progress, wanted).then(({ end }) => end, String);
  return { ended, last, stack };
}

async function left(stack: string) {
  const { branches, pipelines } = local.gitLab.project;
  const runners = [...local.gitLab.runners.values()].filter(({ tagList }) => tagList.includes(stack));
  const ofIt = added(before, await takeInventory(local.aws)).filter((one) => one.includes(stack));
  return [
    ...[ofIt, branches.has(stack) ? ['a branch'] : [], runners.map(({ id }) => `runner ${id}`)].flat(),
    ...[...pipelines.values()].filter(({ ref }) => ref === stack).map(({ id }) => `pipeline ${id}`),
    ...(unfinished().includes(stack) ? ['a note of it'] : []),
  ];
}

const STEPS = [
  ['while the functions are built', /functions are built/, 100],
  ['while the stack is created', /a credential goes in/, 250],
  ['while the job waits', /one job/, 50],
  ['while the stack is edited', /other tags/, 250],
  ['while the manager is replaced', /another DrainTimeout/, 250],
  ['while a warm pool is tried', /warm pool/, 0],
  ['while the account is asked', /only an account/, 0],
  ['while the stack is deleted', /is deleted/, 100],
] as const;

test.concurrent.each(STEPS)('an interruption %s leaves nothing', async (_, when, milliseconds) => {
  const { ended, last, stack } = await cutOff(when, milliseconds);
  expect([ended, last]).toEqual([expect.stringContaining('Interrupted'), 'What is left is removed']);
  expect(await left(stack)).toEqual([]);
});

test.concurrent('a life that nobody interrupts leaves nothing, either, and says how it went', async () => {
  const { ended, stack } = await cutOff(/never/, 0);
  expect(ended).toBe('whole');
  expect(await left(stack)).toEqual([]);
});

test.concurrent('a stack that no proof has made is not touched', async () => {
  const stack = newName();
  const client = new CloudFormationClient(local.aws);
  const TemplateBody = JSON.stringify({
    Resources: { Handle: { Type: 'AWS::CloudFormation::WaitConditionHandle' } },
  });
  await client.send(new CreateStackCommand({ StackName: stack, TemplateBody }));
  const world = lightWorld(local, stack, new AbortController().signal, api());
  const { region, account, gitLabUrl, project } = world;
  remember({ stack, region, account, gitLabUrl, project, marks: [], warmGroup: '' });
  await expect(cleanUp(world, silent)).rejects.toThrow('was not made by a proof');
  expect((await viewStack(client, stack)).status).toBe('CREATE_COMPLETE');
  forget(stack);
});

test.concurrent('what AWS shows for a while after it has gone is not left', async () => {
  const [stack, logs] = [newName(), new CloudWatchLogsClient(local.aws)];
  const world = lightWorld(local, stack, new AbortController().signal, api());
  const { region, account, gitLabUrl, project } = world;
  remember({ stack, region, account, gitLabUrl, project, marks: [], warmGroup: '' });
  const logGroupName = `${stack}-late`;
  await logs.send(new CreateLogGroupCommand({ logGroupName }));
  const cleaned = cleanUp(world, silent);
  await sleep(4_000);
  await logs.send(new DeleteLogGroupCommand({ logGroupName }));
  expect(await cleaned).toEqual([]);
  expect(unfinished()).not.toContain(stack);
});

test.concurrent('with another account’s credentials nothing is touched, and nothing forgotten', async () => {
  const stack = newName();
  const world = lightWorld(local, stack, new AbortController().signal, api());
  const { region, gitLabUrl, project } = world;
  remember({ stack, region, account: '111122223333', gitLabUrl, project, marks: [], warmGroup: '' });
  await expect(cleanUp(world, silent)).rejects.toThrow('is in the account 111122223333');
  expect(unfinished()).toContain(stack);
  forget(stack);
});

test.concurrent('the account is cleaned, too, when GitLab cannot be asked any more, and the rest is not forgotten', async () => {
  const [token, stack, { signal }] = [api(), newName(), new AbortController()];
  const world = lightWorld(local, stack, signal, token);
  const said: string[] = [];
  const progress: Progress = {
    ...silent,
    step: (title) => void (/other tags/.test(title) && local.gitLab.revokeAccessToken(token)),
    saw: (what, isSo, detail) => void (isSo || said.push(`${what}: ${detail}`)),
  };
  const proof = await prove(world, progress, { parameters: {}, warm: false, signal });
  expect(proof.end).toContain('other tags');
  expect(proof.rows.at(-2)).toMatchObject({ what: expect.stringContaining('nothing is left'), answer: 'no' });
  expect(said.slice(-2)).toEqual([
    expect.stringContaining('other tags'),
    expect.stringMatching(/^nothing is left.*401.*npm run prove -- --clean-up --token-file token.txt$/),
  ]);
  expect((await left(stack)).sort()).toEqual([
    'a branch',
    'a note of it',
    expect.stringMatching(/^pipeline/),
  ]);
  expect(await cleanUp(lightWorld(local, stack, signal, api()), silent)).toEqual([]);
  expect(await left(stack)).toEqual([]);
});

test.concurrent('a life that a --clean-up beside it has forgotten takes away what it makes afterwards', async () => {
  const [stack, { signal }] = [newName(), new AbortController()];
  const world = lightWorld(local, stack, signal, api());
  const step = (title: string) => void (/one job/.test(title) && forget(stack));
  const wanted = { parameters: {}, warm: false, signal };
  const { end } = await prove(world, { ...silent, step }, wanted);
  expect(end).toContain('only an account');
  expect(await left(stack)).toEqual([]);
});

test.concurrent('a sam deploy that fails before it asks CloudFormation for anything is no update', async () => {
  const [stack, { signal }] = [newName(), new AbortController()];
  const world = lightWorld(local, stack, signal, api());
  let deploys = 0;
  const run: Sam['run'] = async (...words) =>
    words[0] === 'deploy' && ++deploys === 3 ? 1 : world.sam.run(...words);
  const said: string[] = [];
  const saw: Progress['saw'] = (what, isSo, detail) => void (isSo || said.push(`${what}: ${detail}`));
  const wanted = { parameters: {}, warm: false, signal };
  const { end } = await prove({ ...world, sam: { run } }, { ...silent, saw }, wanted);
  expect(end).toContain('another DrainTimeout');
  expect(said.at(-1)).toBe(`${end}: sam deploy failed: see ${world.output}.`);
  expect(await left(stack)).toEqual([]);
});

test.concurrent('a maintainer, who may not delete a pipeline, is told that it stays, which is no fault', async () => {
  const token = local.gitLab.issueAccessToken(['api'], { role: 'maintainer' });
  const [stack, { signal }] = [newName(), new AbortController()];
  const said: string[] = [];
  const progress: Progress = {
    ...silent,
    saw: (what, isSo, detail) => void said.push(`${what}: ${isSo} ${detail}`),
  };
  await prove(lightWorld(local, stack, signal, token), progress, { parameters: {}, warm: false, signal });
  expect(said.at(-1)).toBe(
    'nothing is left but a pipeline that only an owner of the project may delete, in the account and in GitLab: true ',
  );
  expect(await left(stack)).toEqual([expect.stringMatching(/^pipeline/)]);
});
