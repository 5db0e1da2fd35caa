import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  DeleteSubnetCommand,
  DescribeSubnetsCommand,
  EC2Client,
  ImportKeyPairCommand,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import { DescribeParametersCommand, GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { read } from '../../../scripts/docs/documents.ts';
import { certificateAuthority } from '../../../scripts/lib/certificates.ts';
import { serve } from '../../../scripts/lib/serve.ts';
import { STACK } from '../../../scripts/local/deployment.ts';
import { runOn } from '../../../scripts/local/machine/machine.ts';
import { bootOne, fileOn, lookForUpdate, type Manager } from '../../../scripts/local/manager.ts';
import { viewStack } from '../../../scripts/local/stack.ts';
import { startGitLab } from '../../../scripts/local/stand-ins/gitlab/gitlab.ts';
import { PROJECT_ID, type Runner } from '../../../scripts/local/stand-ins/gitlab/runner.ts';
import { COMMANDS } from '../../docs/commands.ts';
import { bootWhile } from '../channels/boot-while.ts';
import { settled } from '../channels/template.ts';
import { blocksOf, neverRead } from './page.ts';
import { OLD_VERSION, type Operator, parameters, startOperator, store } from './world.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });
const SCOPES = ['create_runner', 'manage_runner'] as const;
const [FAILURES = ''] =
  /^aws cloudformation describe-stack-events .* \| sed .*$/m.exec(read('docs/troubleshooting.md')) ?? [];

let [operator, client, manager] = [] as unknown as [Operator, CloudFormationClient, Manager];
let [first, second, vpc] = ['', '', ''];

beforeAll(async () => {
  operator = await startOperator();
  const { world } = operator;
  client = new CloudFormationClient(world.aws);
  const { Subnets = [] } = await new EC2Client(world.aws).send(new DescribeSubnetsCommand({}));
  [first = '', second = ''] = Subnets.map(({ SubnetId }) => SubnetId ?? '');
  vpc = Subnets[0]?.VpcId ?? '';
  const token = world.gitLab.issueAccessToken(SCOPES);
  operator.write('token.txt', `${token}\n`);
  await store(world, '/ci/gitlab-token', token, 'SecureString');
  await store(world, '/ci/authority', world.gitLabAuthority, 'String');
  await succeeds('sam build');
  await create();
});
afterAll(async () => {
  await operator.world.stop();
  rmSync(operator.world.folder, { recursive: true, force: true });
});

async function create(): Promise<void> {
  const deployment = succeeds(`deploy --parameter-overrides ${parameters(operator.world, first, vpc)}`);
  await bootWhile(
    client,
    deployment,
    async () => [STACK],
    async () => {
      manager = await bootOne(operator.world);
    },
  );
}

/** Runs a block, which must succeed; what it said. */
async function succeeds(block: string, environment?: NodeJS.ProcessEnv): Promise<string> {
  const { status, said } = await operator.run(block, environment);
  expect(status, said).toBe(0);
  return said;
}
const view = () => viewStack(client, STACK);
const runnerNow = async () => operator.world.gitLab.runners.get(Number((await view()).outputs.RunnerId));
const settings = () => fileOn(manager, 'run/gitlab-runner/config.toml').text;

test('a rotated access token is tried, stored, and used by the next edit; the old one is needed no more', async () => {
  const { gitLab } = operator.world;
  const old = readFileSync(join(operator.world.folder, 'clone/token.txt'), 'utf8').trim();
  const [rotate = ''] = blocksOf('Rotate the access token');
  operator.write('token.txt', `${gitLab.issueAccessToken(['create_runner'])}\n`);
  expect(await operator.run(rotate)).toMatchObject({ said: expect.stringContaining('insufficient_scope') });
  operator.write('token.txt', `${gitLab.issueAccessToken(SCOPES)}\n`);
  expect(await succeeds(rotate)).toContain(`"id":${(await view()).outputs.RunnerId}`);
  gitLab.revokeAccessToken(old);
});

test('a stack that was given GitLabToken is moved to a source, and keeps its runner', async () => {
  const [, move = ''] = blocksOf('Rotate the access token');
  const before = await runnerNow();
  const given = `'GitLabTokenSource=""' GitLabTokenKind=auto "GitLabToken=$(cat token.txt)"`;
  await succeeds(`deploy --parameter-overrides ${given}`);
  await succeeds(move);
  expect(await runnerNow()).toMatchObject({ id: before?.id, token: before?.token });
  expect(await parameter('GitLabTokenSource')).toBe('/ci/gitlab-token');
});

/** Stores what GitLabTokenSource names. */
const storing = (value: string) =>
  `aws ssm put-parameter --overwrite --type SecureString --name /ci/gitlab-token --value ${value}`;

/** The value of a parameter that the stack has. */
async function parameter(name: string): Promise<string | undefined> {
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: STACK }));
  return Stacks?.[0]?.Parameters?.find(({ ParameterKey }) => ParameterKey === name)?.ParameterValue;
}

test('a pause is seen in GitLab until it is resumed', async () => {
  const [pause = '', resume = ''] = blocksOf('Pause');
  await succeeds(pause);
  expect((await runnerNow())?.paused).toBe(true);
  await succeeds(resume);
  expect((await runnerNow())?.paused).toBe(false);
});

test('a changed schedule reaches the running manager', async () => {
  await lookForUpdate(manager);
  const [change = ''] = blocksOf('Change the schedule');
  await succeeds(change);
  await lookForUpdate(manager);
  expect(settings()).toMatch(
    /periods = \[ "\* 7-18 \* \* 1-5" \]\s+timezone = "Europe\/Berlin"\s+idle_count = 2/,
  );
});

/** What gitlab-runner 19.4 logs of a job: setTraceStatus in common/build.go, in logrus' text format. */
const JOB =
  'time="2026-11-29T12:00:00Z" level=info msg="Job succeeded" duration_s=2.5 gitlab_user_id=1 job=4711 job-status=success project=7 runner=Ab3dEf6hI';

test('the queries find what they are for, and no other line', async () => {
  const { world } = operator;
  const logs = new CloudWatchLogsClient(world.aws);
  const refused = await refusedRunner();
  const { ManagerLogGroupName: logGroupName } = (await view()).outputs;
  const lines = {
    'gitlab-runner': [...refused, JOB],
    'cfn-init': fileOn(manager, 'var/log/cfn-init.log').text.split('\n'),
  };
  for (const [name, texts] of Object.entries(lines)) {
    const stream = { logGroupName, logStreamName: `i-0123456789abcdef0/${name}` };
    await logs.send(new CreateLogStreamCommand(stream));
    const logEvents = texts.filter(Boolean).map((message) => ({ timestamp: Date.now(), message }));
    await logs.send(new PutLogEventsCommand({ ...stream, logEvents }));
  }
  const [functions = '', ...queries] = blocksOf('Read the logs');
  const found = await Promise.all(queries.map((query) => succeeds(functions + query)));
  const [errors = '', job = '', boot = '', registration = ''] = found;
  expect(errors).toContain('Checking for jobs... forbidden');
  expect(errors).not.toMatch(/Configuration loaded|Job succeeded/);
  expect(job.trim().split('\n')).toEqual([expect.stringContaining(JOB)]);
  expect(boot).toContain('cfn-init');
  expect(boot).not.toContain('Checking for jobs');
  expect(registration).toContain('"Status":"SUCCESS"');
  expect(registration).not.toMatch(/START|REPORT/);
});

/** What gitlab-runner logs while GitLab refuses its token. */
async function refusedRunner(): Promise<string[]> {
  const runners = operator.world.gitLab.runners as Map<number, Runner>;
  const runner = await runnerNow();
  if (!runner) throw new Error('GitLab has no runner.');
  operator.world.gitLab.rotateToken(runner.id);
  const play = 'gitlab-runner run --config /run/gitlab-runner/config.toml & /bin/sleep 2; kill -9 $!';
  const { output } = await runOn(manager.machine, ['bash', '-uc', `export LOG_FORMAT=text; ${play}`]);
  runners.set(runner.id, runner);
  return output.split('\n');
}

test('a refresh replaces the manager, and nothing else of the stack', async () => {
  const before = await managers();
  const [replace = ''] = blocksOf('Replace the manager now');
  expect(await succeeds(replace)).toContain('Successful');
  expect(await managers()).toHaveLength(1);
  expect(await managers()).not.toEqual(before);
  const wrong = replace.replace('MinHealthyPercentage=100,', '');
  expect((await operator.run(wrong)).said).toContain('must be specified');
});
async function managers() {
  const AutoScalingGroupNames = [(await view()).outputs.ManagerGroupName ?? ''];
  const group = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames });
  const { AutoScalingGroups } = await new AutoScalingClient(operator.world.aws).send(group);
  return AutoScalingGroups?.[0]?.Instances?.map(({ InstanceId }) => InstanceId);
}

test('a leaked runner token is worth nothing, and another runner takes its place', async () => {
  const { gitLab } = operator.world;
  const leaked = await runnerNow();
  const [replace = ''] = blocksOf('Replace a leaked runner token');
  await succeeds(replace);
  const [runner, ...others] = [...gitLab.runners.values()];
  expect([runner?.id, others]).toEqual([Number((await view()).outputs.RunnerId), []]);
  expect(runner?.id).not.toBe(leaked?.id);
  expect(runner?.token).not.toBe(leaked?.token);
  const notes = await new SSMClient(operator.world.aws).send(new DescribeParametersCommand({}));
  expect(notes.Parameters?.filter(({ Name }) => Name?.endsWith('left-behind'))).toEqual([]);
  const Name = (await view()).outputs.RunnerTokenParameter;
  const stored = await new SSMClient(operator.world.aws).send(
    new GetParameterCommand({ Name, WithDecryption: true }),
  );
  expect(JSON.parse(stored.Parameter?.Value ?? '{}')).toMatchObject({ token: runner?.token });
});

test('another runner token under a new name is another runner', async () => {
  const { gitLab } = operator.world;
  const [, replace = ''] = blocksOf('Replace a leaked runner token');
  const own = gitLab.addRunner('our own');
  operator.write('new-token.txt', `${own.token}\n`);
  await succeeds(`${replace.trimEnd()} 'RunnerScope=""'`);
  expect((await runnerNow())?.id).toBe(own.id);
  const access = `GitLabTokenSource=/ci/gitlab-token GitLabTokenKind=access RunnerScope=project/${PROJECT_ID}`;
  await succeeds(`deploy --parameter-overrides ${access}`);
  (gitLab.runners as Map<number, Runner>).delete(own.id);
});

test('another gitlab-runner is the next manager’s', async () => {
  const [upgrade = ''] = blocksOf('Upgrade gitlab-runner');
  const [, wanted] = /RunnerVersion=(\S+)/.exec(upgrade) ?? [];
  await succeeds(upgrade);
  expect(await parameter('RunnerVersion')).toBe(wanted);
  expect((await operator.world.gitLab.runners).size).toBe(1);
});

/** What stands before, in and behind the line of a block that calls the status, whose exit status is a finding of its own. */
function aroundStatus(heading: string): [before: string, look: string, after: string] {
  const [block = ''] = blocksOf(heading);
  const [before = '', look = '', after = ''] = block.split(/^(npm run status.*\n)/m);
  return [before, look, after];
}

test('the stack is upgraded to what git pull brings, after a look at what that does', async () => {
  const before = (await view()).outputs;
  expect(before.Version).toBe(OLD_VERSION);
  operator.publish();
  const [pull, look, carryOut] = aroundStatus('Upgrade the stack');
  const [changeSet = ''] = /arn:\S+changeSet\S+/.exec(await succeeds(pull)) ?? [];
  expect(await succeeds(look.replace('CHANGE_SET_ARN', changeSet))).toContain(
    'the change set replaces the manager',
  );
  expect((await view()).outputs.Version).toBe(OLD_VERSION);
  await succeeds(carryOut);
  const after = (await view()).outputs;
  expect(after.Version).not.toBe(OLD_VERSION);
  expect(after.RunnerId).toBe(before.RunnerId);
  // What --guided saved in this clone is another stack's.
  expect(await parameter('MaxWorkers')).toBe('20');
});

test('UPDATE_ROLLBACK_FAILED is left by skipping the resource whose subnet is gone, and the next update puts it right', async () => {
  const { world } = operator;
  const [again = '', without = ''] = blocksOf('UPDATE_ROLLBACK_FAILED');
  await new EC2Client(world.aws).send(new DeleteSubnetCommand({ SubnetId: first }));
  await succeeds(storing('glpat-revoked'));
  expect(
    (await operator.run(`deploy --parameter-overrides SubnetIds=${second} RunnerTags=never`)).status,
  ).toBe(1);
  expect((await view()).status).toBe('UPDATE_ROLLBACK_FAILED');
  // The reason is not mended yet.
  expect((await operator.run(again)).said).toMatch(/StackRollbackComplete failed/);
  expect(await settled(client, STACK)).toBe('UPDATE_ROLLBACK_FAILED');
  await succeeds(without);
  expect((await view()).status).toBe('UPDATE_ROLLBACK_COMPLETE');
  await succeeds(storing('file://token.txt'));
  await succeeds(`deploy --parameter-overrides SubnetIds=${second}`);
  expect((await view()).status).toBe('UPDATE_COMPLETE');
  first = second;
});

test('UPDATE_FAILED is left by a rollback, and one command prints the failures of that update alone', async () => {
  const [rollback = ''] = blocksOf('CREATE_FAILED, ROLLBACK_FAILED, UPDATE_FAILED');
  await succeeds(storing('glpat-revoked'));
  const wrong = 'deploy --disable-rollback --parameter-overrides RunnerTags=never';
  expect((await operator.run(wrong)).status).toBe(1);
  expect((await view()).status).toBe('UPDATE_FAILED');
  const failures = (await succeeds(FAILURES)).trim().split('\n');
  expect(failures.at(-1)).toMatch(/^UPDATE_FAILED\tRegistration\t.*401/);
  expect(failures.join()).not.toContain('Preflight');
  await succeeds(rollback);
  expect((await view()).status).toBe('UPDATE_ROLLBACK_COMPLETE');
  await succeeds(storing('file://token.txt'));
});

test('the stack moves to another GitLab, and the old one has no runner of it', async () => {
  const { world } = operator;
  const authority = certificateAuthority();
  const other = await startGitLab({ certificate: authority.issue('localhost') });
  await store(world, '/ci/other-authority', authority.cert, 'String');
  operator.write('new-token.txt', `${other.issueAccessToken(SCOPES)}\n`);
  const [pause, look, move] = aroundStatus('Move to another GitLab');
  await succeeds(pause);
  expect((await runnerNow())?.paused).toBe(true);
  expect((await operator.run(look)).said).toMatch(/^Workers +ok +none/m);
  const local = `GitLabUrl=${other.url} GitLabCaCertificate=/ci/other-authority`;
  await succeeds(
    move
      .replace('GitLabUrl=https://gitlab.example.com', local)
      .replace(/group\/\d+/, `project/${PROJECT_ID}`),
  );
  const { outputs } = await view();
  expect([...other.runners.keys()]).toEqual([Number(outputs.RunnerId)]);
  expect(world.gitLab.runners.size).toBe(0);
  await stuckDelete(
    () => other.set({ writes: 'read-only' }),
    () => other.set({ writes: 'allowed' }),
  );
  expect(other.runners.size).toBe(0);
  await other.stop();
});

/** DELETE_FAILED by a GitLab that takes no changes, then a delete after it does. */
async function stuckDelete(close: () => void, open: () => void): Promise<void> {
  const [again = ''] = blocksOf('DELETE_FAILED');
  close();
  expect((await operator.run(again)).status).toBe(1);
  expect((await view()).status).toBe('DELETE_FAILED');
  open();
  await succeeds(again);
  await expect(view()).rejects.toThrow('does not exist');
}

test('DELETE_FAILED is left by retaining a resource, and the page’s commands delete what is retained', async () => {
  const { gitLab, aws } = operator.world;
  await create();
  const [again = '', without = '', remove = ''] = blocksOf('DELETE_FAILED');
  gitLab.set({ writes: 'read-only' });
  expect((await operator.run(again)).status).toBe(1);
  expect((await view()).status).toBe('DELETE_FAILED');
  gitLab.set({ writes: 'allowed' });
  expect(gitLab.runners.size).toBe(1);
  await succeeds(without + remove);
  await expect(view()).rejects.toThrow('does not exist');
  expect(gitLab.runners.size).toBe(0);
  const { Parameters } = await new SSMClient(aws).send(new DescribeParametersCommand({}));
  expect(Parameters?.filter(({ Name }) => Name?.startsWith('/gitlab-runner/'))).toEqual([]);
});

test('another stack’s runner is paused and goes with its stack, and what that left behind is found', async () => {
  const { gitLab, aws } = operator.world;
  const old = gitLab.addRunner('old');
  const Topic = { Type: 'AWS::SNS::Topic' };
  await client.send(
    new CreateStackCommand({
      StackName: 'old-runners',
      TemplateBody: JSON.stringify({ Resources: { Topic } }),
    }),
  );
  const ec2 = new EC2Client(aws);
  const KeyName = 'runner-ab12cd34-1700000000-5e6f';
  await ec2.send(new ImportKeyPairCommand({ KeyName, PublicKeyMaterial: Buffer.from('ssh-rsa AAAA') }));
  await ec2.send(new RunInstancesCommand({ MinCount: 1, MaxCount: 1, ImageId: 'ami-00000000', KeyName }));
  const [look = '', pause = '', remove = ''] = blocksOf('Take over from another runner stack');
  const names = look.replace('OLD_RUNNER=42', `OLD_RUNNER=${old.id}`);
  expect(await succeeds(names)).toContain('"tag_list"');
  await succeeds(names + pause);
  expect(gitLab.runners.get(old.id)?.paused).toBe(true);
  const left = await succeeds(names + remove);
  expect(gitLab.runners.has(old.id)).toBe(false);
  expect(left.match(new RegExp(KeyName, 'g'))).toHaveLength(2);
  await expect(viewStack(client, 'old-runners')).rejects.toThrow('does not exist');
});

test('the tag is activated, costs are asked for by it, and the budget counts it', async () => {
  const asked: Array<[target: unknown, body: unknown]> = [];
  const costExplorer = await serve(async (request, response) => {
    const body = await request.toArray();
    asked.push([request.headers['x-amz-target'], JSON.parse(Buffer.concat(body).toString())]);
    const Groups = [
      { Keys: ['AWS Key Management Service'], Metrics: { UnblendedCost: { Amount: '1.00', Unit: 'USD' } } },
    ];
    response.end(JSON.stringify({ ResultsByTime: [{ Groups }], Errors: [] }));
  });
  const [costs = ''] = blocksOf('Costs and a budget');
  const said = await succeeds(costs, { AWS_ENDPOINT_URL_COST_EXPLORER: costExplorer.url });
  await costExplorer.stop();
  expect(said).toContain('AWS Key Management Service\t1.00');
  const tag = 'aws:cloudformation:stack-name';
  expect(asked).toMatchObject([
    [
      'AWSInsightsIndexService.UpdateCostAllocationTagsStatus',
      { CostAllocationTagsStatus: [{ TagKey: tag, Status: 'Active' }] },
    ],
    ['AWSInsightsIndexService.GetCostAndUsage', { Filter: { Tags: { Key: tag, Values: [STACK] } } }],
  ]);
  const budgets = await succeeds('aws budgets describe-budgets --account-id 000000000000');
  expect(JSON.parse(budgets).Budgets).toMatchObject([
    { BudgetLimit: { Amount: '50' }, CostFilters: { TagKeyValue: [`${tag}$${STACK}`] } },
  ]);
});

test('each command of the page was run here or in a test that commands.ts names', () => {
  expect(neverRead().filter((line) => (COMMANDS[line] ?? 'a real account') === 'a real account')).toEqual([]);
});
