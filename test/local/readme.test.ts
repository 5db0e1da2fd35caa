import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { read } from '../../scripts/docs/documents.ts';
import { viewStack } from '../../scripts/local/stack.ts';
import { GROUP } from '../../scripts/local/stand-ins/gitlab/runner.ts';
import { openWorld, REGION, type World } from '../../scripts/local/world.ts';
import { cloneTo, inShell, inTerminal, isIgnored } from '../support/clone.ts';
import { withManager } from './with-manager.ts';

const README = read('README.md');
/** The command lines of the block that has these words, as they are printed. */
function commandsWith(words: string): string[] {
  const blocks = [...README.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, text = '']) => text);
  const block = blocks.find((text) => text.includes(words)) ?? '';
  return block.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}
/** What README says is asked, and answered with something else than Enter. */
const QUESTIONS = [...README.matchAll(/^\| (`[^|]*) \|/gm)].flatMap(([, cell = '']) =>
  [...cell.matchAll(/`((?:Parameter|AWS|Stack|SAM) [^`]+)`/g)].map(([, question = '']) => question),
);

/** The questions of sam deploy --guided in a terminal's text: what is bold after a tab. */
const askedIn = (said: string) =>
  said
    .split('\t\u001b[1m')
    .slice(1)
    .map((rest) => rest.split('\u001b')[0] ?? '');
/** The same in the table of the page on installing. */
const installed = [...read('docs/install.md').matchAll(/^\| `([^`]+)` \| [^|]+ \|$/gm)];
const EXPLAINED = installed
  .map(([, question = '']) => question)
  .filter((question) => /^[A-Z]\w+ /.test(question));

/** The one line of a page that begins so. */
const lineOf = (page: string, beginning: string) =>
  read(page)
    .split('\n')
    .find((line) => line.startsWith(beginning)) ?? '';
const RETRY = lineOf('docs/operating.md', 'sam delete ');
const OUTPUTS = lineOf('docs/install.md', 'aws cloudformation describe-stacks --stack-name gitlab-runner ');

const STACK = 'gitlab-runner';
const SCOPES = ['create_runner', 'manage_runner'] as const;
let [world, clone, cloudFormation] = [] as unknown as [World, string, CloudFormationClient];

beforeAll(async () => {
  world = await openWorld(new AbortController().signal);
  clone = cloneTo(mkdtempSync(join(tmpdir(), 'clone-')));
  cloudFormation = new CloudFormationClient(world.aws);
  const certificate = { Name: '/ci/authority', Type: 'String', Value: world.gitLabAuthority } as const;
  await new SSMClient(world.aws).send(new PutParameterCommand(certificate));
}, 150_000);
afterAll(() => world.stop());

const statusOf = async () => (await viewStack(cloudFormation, STACK)).status;
/** sam delete, with its questions answered as README says. */
async function remove(folder: string): Promise<void> {
  const [line = ''] = commandsWith('sam delete');
  const answers = { 'Are you sure you want to delete': 'y' };
  const { status, said } = await inTerminal(line, answers, clone, world.environment);
  expect(status, said).toBe(0);
  expect(said).toContain(`the folder ${folder} in S3`);
  expect(said).toContain('Deleted successfully');
  expect(world.gitLab.runners.size).toBe(0);
}

test('the one line deploys without a keyboard, with what npm ci --omit=dev installs', async () => {
  const [install = '', build = '', store = '', deploy = ''] = commandsWith('put-parameter');
  writeFileSync(join(clone, 'token.txt'), `${world.gitLab.issueAccessToken(SCOPES)}\n`);
  for (const line of [install, build, store]) {
    const { status, said } = await inShell(line, clone, world.environment);
    expect(status, said).toBe(0);
    expect(said).not.toContain('EBADENGINE');
  }
  expect(readdirSync(join(clone, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
    '@aws',
    '@aws-sdk',
    '@esbuild',
    '@smithy',
    'bowser',
    'esbuild',
    'smol-toml',
    'tslib',
  ]);
  const local = deploy.replace(/group\/\d+/, `group/${GROUP}`);
  const words = `GitLabUrl=${world.gitLab.url} GitLabCaCertificate=/ci/authority`;
  const { status, said } = await withManager(
    world,
    cloudFormation,
    inShell(`${local} ${words}`, clone, world.environment),
  );
  expect(status, said).toBe(0);
  expect(await statusOf()).toBe('CREATE_COMPLETE');
  expect(said).toContain('Successfully created/updated stack');
  const again = await inShell(`${local} ${words}`, clone, world.environment);
  expect([again.status, again.said]).toEqual([0, expect.stringContaining('No changes to deploy')]);
  await remove(`gitlab-runner-stack/${STACK}`);
}, 300_000);

test('a deployment with questions that failed is tried again in one line, with Enter for the answers that were saved', async () => {
  const token = world.gitLab.issueAccessToken(SCOPES);
  const answers = {
    'Parameter GitLabUrl': world.gitLab.url,
    'Parameter GitLabToken': token,
    'Parameter RunnerScope': 'project/999',
    'Parameter GitLabCaCertificate': '/ci/authority',
  };
  const [, build = '', guided = ''] = commandsWith('--guided');
  const first = await inTerminal(`${build} && ${guided}`, answers, clone, world.environment);
  expect([first.status, await statusOf()], first.said).toEqual([1, 'ROLLBACK_COMPLETE']);
  const mended = { 'Parameter GitLabToken': token, 'Parameter RunnerScope': `group/${GROUP}` };
  const { status, said } = await withManager(
    world,
    cloudFormation,
    inTerminal(RETRY, mended, clone, { ...world.environment, STACK }),
  );
  expect([status, await statusOf()], said).toEqual([0, 'CREATE_COMPLETE']);

  const outputs = await inShell(OUTPUTS, clone, world.environment);
  const shown = outputs.said.split('\n').map((line) => line.split('\t'));
  expect(Object.fromEntries(shown.filter(([name]) => name))).toEqual(
    (await viewStack(cloudFormation, STACK)).outputs,
  );
  await remove(STACK);
  copyFileSync(join(clone, 'samconfig.default.toml'), join(clone, 'samconfig.toml'));
}, 300_000);

test('sam deploy --guided makes the stack when only what README names is answered, and Enter is pressed elsewhere', async () => {
  const token = world.gitLab.issueAccessToken(SCOPES);
  const answers: Record<string, string> = {
    'AWS Region': REGION,
    'Parameter GitLabUrl': world.gitLab.url,
    'Parameter GitLabToken': token,
    'Parameter RunnerScope': `group/${GROUP}`,
    'Parameter RunnerTags': 'aws',
    'Parameter VpcId': '',
    'Parameter SubnetIds': '',
    'Parameter GitLabCaCertificate': '/ci/authority',
  };
  expect(QUESTIONS).toEqual(Object.keys(answers));
  const before = readdirSync(clone);
  const [, , line = ''] = commandsWith('--guided');
  const { status, said } = await withManager(
    world,
    cloudFormation,
    inTerminal(line, answers, clone, world.environment),
  );
  expect(status, said).toBe(0);
  expect(await statusOf()).toBe('CREATE_COMPLETE');
  expect(said).not.toContain(token);
  const questions = askedIn(said).map((question) => question.replace(/^Parameter .*/, 'Parameter …'));
  expect(questions.filter((question, at) => question !== questions[at - 1])).toEqual(EXPLAINED);
  const saved = readFileSync(join(clone, 'samconfig.toml'), 'utf8');
  expect(saved).toContain(`RunnerScope=\\"group/${GROUP}\\"`);
  expect(saved).toContain(`s3_prefix = "${STACK}"`);
  expect(saved).not.toContain(token);
  expect(readdirSync(clone)).toEqual(before);
  expect(isIgnored('samconfig.toml')).toBe(true);
  const unchanged = 'samconfig.default.toml';
  expect(readFileSync(join(clone, unchanged), 'utf8')).toBe(read(unchanged));
  // An update has the saved answers, and the credential that the stack has.
  const again = await inShell('sam build && sam deploy', clone, world.environment);
  expect(again.said).toMatch(/Successfully created|No changes to deploy/);
  expect(existsSync(join(clone, 'node_modules/vitest'))).toBe(false);
  await remove(STACK);
}, 300_000);
