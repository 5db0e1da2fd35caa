// A parent with the stack in it twice. Too slow for every run: node test/large/nested.large.ts
import { readFileSync } from 'node:fs';
import { CloudFormationClient, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { type Progress, showProgress } from '../../scripts/lib/progress.ts';
import { added, takeInventory } from '../../scripts/local/account.ts';
import { gitLabApi } from '../../scripts/local/gitlab-api.ts';
import { bootOne, fileOn, type Manager } from '../../scripts/local/manager.ts';
import { everythingShown } from '../../scripts/local/secrets.ts';
import { PROJECT_ID } from '../../scripts/local/stand-ins/gitlab/runner.ts';
import { openWorld, type World } from '../../scripts/local/world.ts';
import { childrenOf, deployNested, prepareNested } from '../local/channels/nested.ts';
import { builtFile, deleteStack } from '../local/channels/template.ts';

const SCOPES = ['create_runner', 'manage_runner'] as const;

/** The life of examples/nested.yaml: a parent with the stack in it twice is deployed, looked at, and deleted. */
async function liveNested(world: World, progress: Progress): Promise<void> {
  progress.step(
    'npm run build, released to a bucket; two credentials in Parameter Store, a VPC and a boundary',
  );
  const credentials = [world.gitLab.issueAccessToken(SCOPES), world.gitLab.issueAccessToken(SCOPES)] as const;
  const shared = await prepareNested(world, credentials);
  const before = await takeInventory(world.aws);
  progress.step('aws cloudformation deploy: one parent, two stacks, with CAPABILITY_IAM alone');
  const managers: Manager[] = [];
  const parent = await deployNested(world, shared, async (child) => {
    progress.say(`${child} waits for its manager, whose boot is played now`);
    managers.push(await bootOne(world, child));
  });
  progress.saw('the parent was created', parent.status === 'CREATE_COMPLETE', parent.reasons[0]);
  await lookAtRunners(world, progress, parent.outputs, managers);
  await lookAtChildren(world, progress, credentials);
  progress.step('The parent is deleted, and its children with it');
  progress.saw('the delete succeeded', await deleteStack(world));
  progress.saw('GitLab has no runner of theirs', (await runners(world)).length === 0);
  const left = added(before, await takeInventory(world.aws));
  progress.saw('nothing of them is left in the account', left.length === 0, left.join(', '));
}

async function lookAtRunners(
  world: World,
  progress: Progress,
  outputs: Readonly<Record<string, string>>,
  managers: readonly Manager[],
): Promise<void> {
  const seen = await runners(world);
  for (const [output, tag] of [
    ['WebRunner', 'web'],
    ['DataRunner', 'data'],
  ] as const) {
    const runner = seen.find(({ id }) => String(id) === outputs[output]);
    progress.saw(`GitLab shows ${output}`, runner?.tag_list.join() === tag, `#${runner?.id}, tags ${tag}`);
  }
  const tokens = [...world.gitLab.runners.values()].map(({ token }) => token);
  const served = managers.map((manager) => fileOn(manager, 'run/gitlab-runner/config.toml').text);
  const own = tokens.every((token) => served.filter((text) => text.includes(token)).length === 1);
  progress.saw('each has a manager of its own', own && tokens.length === 2 && served.length === 2);
}

async function lookAtChildren(world: World, progress: Progress, secrets: readonly string[]): Promise<void> {
  const client = new CloudFormationClient(world.aws);
  const children = await childrenOf(client);
  const question = { TemplateStage: 'Original' } as const;
  const templates = await Promise.all(
    children.map((StackName) => client.send(new GetTemplateCommand({ StackName, ...question }))),
  );
  const file = readFileSync(builtFile(world), 'utf8');
  const same = templates.filter(({ TemplateBody }) => TemplateBody === file);
  progress.saw('both are the released file, byte for byte', same.length === 2);
  const shown = await Promise.all(children.map((child) => everythingShown(client, child)));
  progress.saw('neither shows its credential', !secrets.some((secret) => shown.join().includes(secret)));
}

const runners = ({ gitLab, gitLabAuthority }: World) =>
  gitLabApi(gitLab.url, gitLabAuthority, gitLab.issueAccessToken(['api'])).runners(PROJECT_ID);

const world = await openWorld(new AbortController().signal);
const progress = showProgress();
try {
  await liveNested(world, progress);
  process.exitCode = progress.finish();
} finally {
  await world.stop();
}
