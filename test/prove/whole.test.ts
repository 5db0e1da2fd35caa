import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROJECT } from '../../scripts/lib/project.ts';
import { added, type Inventory, takeInventory } from '../../scripts/local/account.ts';
import { withMachines } from '../../scripts/local/machines.ts';
import { resourceStatus } from '../../scripts/local/stack.ts';
import { PROJECT_ID } from '../../scripts/local/stand-ins/gitlab/runner.ts';
import { openWorld, type World } from '../../scripts/local/world.ts';
import { proofIn } from '../../scripts/prove/record.ts';
import { startProxy } from '../support/aws-proxy.ts';
import { cloneTo } from '../support/clone.ts';
import { deployRole } from '../template/deploy-role/deploy-role.ts';
import { iam } from '../template/deploy-role/named.ts';
import { judge } from '../template/policies/decide.ts';
import { actionsInCode } from '../template/policies/sdk-calls.ts';
import { askedOfProof } from './asked.ts';
import { warmPool } from './warm-pool.ts';

// The command as a person types it, with a real account's code: AWS is where AWS_ENDPOINT_URL says, and machines are played beside it.

let [world, clone, before, token] = [] as unknown as [World, string, Inventory, string];
const PATIENCE = { timeout: 200_000, interval: 200 };
let proxy: Awaited<ReturnType<typeof startProxy>>;
const policy = JSON.parse(readFileSync(join(PROJECT, 'examples/prove-policy.json'), 'utf8'));

beforeAll(async () => {
  world = await openWorld(new AbortController().signal);
  clone = cloneTo(mkdtempSync(join(tmpdir(), 'prove-')));
  for (const folder of ['node_modules', '.tools']) symlinkSync(join(PROJECT, folder), join(clone, folder));
  token = world.gitLab.issueAccessToken(['api']);
  writeFileSync(join(clone, 'token.txt'), `${token}\n`);
  const authorities = readFileSync(world.authority, 'utf8') + world.gitLabAuthority;
  writeFileSync(join(clone, 'authorities.pem'), authorities);
  const certificate = { Name: '/ci/authority', Type: 'String', Value: world.gitLabAuthority } as const;
  await new SSMClient(world.aws).send(new PutParameterCommand(certificate));
  proxy = await startProxy(world.environment.AWS_ENDPOINT_URL ?? '', readFileSync(world.authority, 'utf8'));
  before = await takeInventory(world.aws);
}, 300_000);
afterAll(async () => {
  proxy.stop();
  await world.stop();
});

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<{ status: number | null; said: string }>;
  /** Until now. */
  written(): string;
  /** Once it has said this. */
  said(words: RegExp): Promise<RegExpExecArray>;
}

function run(...words: string[]): Running {
  const environment = {
    ...{ PATH: process.env.PATH, HOME: process.env.HOME, AWS_CONFIG_FILE: '/dev/null' },
    ...{ ...world.environment, AWS_ENDPOINT_URL: proxy.endpoint, SAM_CLI_POLL_DELAY: '0.5' },
    NODE_EXTRA_CA_CERTS: join(clone, 'authorities.pem'),
  };
  const all = ['scripts/prove/index.ts', '--token-file', 'token.txt', ...words];
  const child = spawn(process.execPath, all, { cwd: clone, env: environment, detached: true });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (text += chunk));
  const ended = new Promise<{ status: number | null; said: string }>((resolve) => {
    child.once('close', (status) => resolve({ status, said: text }));
  });
  const said = (words: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const timer = setInterval(() => {
        const found = words.exec(text);
        if (!found && child.exitCode === null) return;
        clearInterval(timer);
        if (found) resolve(found);
        else reject(new Error(text));
      }, 50);
    });
  return { child, ended, written: () => text, said };
}

/** Begins a life, and tells its stack's name. */
async function begin(...words: string[]): Promise<Running & { stack: string }> {
  const given = [`GitLabUrl=${world.gitLab.url}`, 'GitLabCaCertificate=/ci/authority', ...words];
  const running = run('--project', String(PROJECT_ID), '--yes', ...given);
  const [, stack = ''] = await running.said(/the stack (gitlab-runner-prove-[\da-f]{6}),/);
  return { ...running, stack };
}

/** Until the stack waits for its manager, which nobody boots. */
const waits = (stack: string) =>
  expect
    .poll(() => resourceStatus(new CloudFormationClient(world.aws), stack, 'ManagerReady'), PATIENCE)
    .toBe('CREATE_IN_PROGRESS');

async function left(): Promise<string[]> {
  const { branches, pipelines } = world.gitLab.project;
  const names = [...branches.keys()].filter((name) => name !== 'main');
  const here = added(before, await takeInventory(world.aws)).filter(
    (one) => !one.includes('aws-sam-cli-managed'),
  );
  return [...here, ...names, ...[...pipelines.keys(), ...world.gitLab.runners.keys()].map(String)];
}

test('Ctrl-C while the stack waits for its manager leaves nothing', async () => {
  const { child, ended, written, stack } = await begin();
  await waits(stack);
  expect((await left()).length).toBeGreaterThan(20);
  child.kill('SIGINT');
  await expect.poll(written).toContain('Interrupted:');
  child.kill('SIGINT'); // as npm does, and no person
  const { status, said } = await ended;
  expect([status, said]).toEqual([1, expect.stringContaining('Interrupted; nothing was left')]);
  expect(await left()).toEqual([]);
}, 300_000);

test('what a killed proof has left, --clean-up removes', async () => {
  const { child, ended, stack } = await begin();
  await waits(stack);
  process.kill(-(child.pid ?? 0), 'SIGKILL');
  await ended;
  expect((await left()).length).toBeGreaterThan(20);
  const body = '<DeleteResult><Error><Key>code</Key><Code>AccessDenied</Code></Error></DeleteResult>';
  proxy.meet(({ name }) => (name === 'POST delete' ? { status: 200, body } : undefined));
  expect((await run('--clean-up').ended).said).toContain('The upload code stays: AccessDenied.');
  proxy.meet();
  const { status, said } = await run('--clean-up').ended;
  expect([status, said]).toEqual([0, expect.stringContaining('1 of 1 as they must be')]);
  expect(await left()).toEqual([]);
  expect((await run('--clean-up').ended).said).toContain('No proof has left anything');
}, 300_000);

test('what a killed proof of the local world has noted is forgotten without account and token', () => {
  const note = { stack: 'gitlab-runner-prove-0a1b2c', region: 'eu-central-1', account: '' };
  const rest = { gitLabUrl: 'https://localhost:1', project: PROJECT_ID, marks: [], warmGroup: '' };
  const file = join(clone, '.local/prove', `${note.stack}.json`);
  mkdirSync(join(clone, '.local/prove'), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...note, ...rest }));
  const options = { cwd: clone, env: { PATH: process.env.PATH }, encoding: 'utf8' } as const;
  const said = execFileSync(process.execPath, ['scripts/prove/index.ts', '--clean-up'], options);
  expect(said).toContain('1 of 1 as they must be');
  expect(existsSync(file)).toBe(false);
});

test('Ctrl-C ends a proof of the local world, and its emulator takes all with it', async () => {
  const { child, ended, said } = run('--local');
  await said(/a credential goes in/);
  process.kill(-(child.pid ?? 0), 'SIGINT');
  const { status, said: all } = await ended;
  expect([status, all]).toEqual([1, expect.stringContaining('Interrupted')]);
  expect(all).not.toContain('✗');
  expect(readdirSync(join(clone, '.local/prove'))).toEqual([]);
}, 120_000);

test('a whole life leaves nothing but its record, makes no call without a right, and gives nothing away', async () => {
  proxy.meet(warmPool());
  const { ended, stack } = await begin('--warm');
  const { status, said } = await withMachines(
    { ...world, stack },
    () => undefined,
    () => ended,
  );
  expect([status, said]).toEqual([0, expect.stringContaining('The record is docs/proofs/local.md')]);
  expect(await left()).toEqual([]);
  const record = readFileSync(join(clone, 'docs/proofs/local.md'), 'utf8');
  const proof = proofIn(record);
  expect(proof).toMatchObject({ world: 'local', end: 'whole' });
  expect(proof.rows).toContainEqual({
    ...{ part: 'settled', what: 'a warm pool for the group of workers', answer: 'taken' },
  });
  expect(proof.rows.map(({ what }) => what)).toContain('a job from the warm pool, queued to first line');
  expect(`${record}${said}`).not.toContain('MARKED');
  expect(record).not.toMatch(/\b0{12}\b|localhost|127\.0\.0\.1/);
  const asked = proxy.calls().flatMap((call) => askedOfProof(call) ?? []);
  expect(asked.length).toBeGreaterThan(100);
  const role = deployRole({
    ...{ AssumedBy: iam('role/ci'), StackNamePrefix: 'gitlab-runner' },
    ParameterPrefix: '/gitlab-runner-prove/',
  });
  const refused = judge([policy, ...role], asked, 'own').filter(([, decision]) => decision !== 'Allow');
  expect([...new Set(refused.map(([call]) => call))]).toEqual([]);
}, 600_000);

test('the policy allows each call that the command makes itself, and no other', async () => {
  const allowed: string[] = policy.Statement.flatMap(({ Action }: { Action: string | string[] }) => Action);
  const called = await actionsInCode('../scripts/prove/prove.ts');
  // Whoever may be asked who he is needs no right, and old versions of an upload stay, as after `sam delete`.
  const needless = ['sts:GetCallerIdentity', 's3:DeleteObjectVersion'];
  expect([...new Set(allowed)].sort()).toEqual(called.filter((action) => !needless.includes(action)));
});

test('it does not touch what is none of its own', () => {
  const others = [
    [
      'cloudformation:DeleteStack',
      'arn:aws:cloudformation:eu-central-1:111122223333:stack/gitlab-runner/0a1b',
    ],
    ['ssm:DeleteParameter', 'arn:aws:ssm:eu-central-1:111122223333:parameter/ci/gitlab-token'],
    ['ssm:SendCommand', 'arn:aws:ec2:eu-central-1:111122223333:instance/i-0123'],
    ['s3:DeleteObject', 'arn:aws:s3:::aws-sam-cli-managed-default-1/gitlab-runner-stack/gitlab-runner/code'],
  ] as const;
  const calls = others.map(([action, resource]) => ({ action, by: 'nobody', own: [resource] }));
  expect(judge([policy], calls, 'own').map(([, decision]) => decision)).toEqual(
    others.map(() => 'ImplicitDeny'),
  );
});

test.each([
  [['--project', 'x'], 'by its number'],
  [['--project', '7', 'Nothing=1'], 'no parameter Nothing'],
  [['--project', '8', 'GitLabUrl=URL'], '404'],
])('with %s it says what is wrong, and makes nothing', async (words, sentence) => {
  const { status, said } = await run(...words.map((word) => word.replace('URL', world.gitLab.url))).ended;
  expect([status, said]).toEqual([1, expect.stringContaining(sentence)]);
  expect(said.trim().split('\n')).toHaveLength(1);
});

test.each([
  'no\n',
  '',
])('whoever does not type yes is told the account, the cost and what is made, and nothing is: %j', async (typed) => {
  proxy.meet();
  const { child, ended } = run('--project', String(PROJECT_ID), `GitLabUrl=${world.gitLab.url}`);
  child.stdin?.end(typed);
  const { status, said } = await ended;
  expect([status, said]).toEqual([
    1,
    expect.stringMatching(/account +0{12}.*US\$ 0\.\d\d.*Nothing was made\.\n$/s),
  ]);
  expect(proxy.names()).toEqual(['GetCallerIdentity']);
});
