import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AutoScalingClient, SetDesiredCapacityCommand } from '@aws-sdk/client-auto-scaling';
import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROJECT } from '../../scripts/lib/project.ts';
import { serve } from '../../scripts/lib/serve.ts';
import { type Deployment, STACK } from '../../scripts/local/deployment.ts';
import { runOn } from '../../scripts/local/machine/machine.ts';
import { bootOne, type Manager } from '../../scripts/local/manager.ts';
import { PROJECT_ID, type Runner } from '../../scripts/local/stand-ins/gitlab/runner.ts';
import { startWork } from '../../scripts/local/workload.ts';
import { openWorld, type World } from '../../scripts/local/world.ts';
import { inShell } from '../support/clone.ts';
import { deployTemplate } from './channels/plain.ts';
import { BUCKET, buildTemplate, builtFile } from './channels/template.ts';

let [world, stack, manager] = [] as unknown as [World, Deployment, Manager];
/** https://repost.aws/knowledge-center/ec2-on-demand-instance-vcpu-increase */
const NO_VCPU =
  'You have requested more vCPU capacity than your current vCPU limit of 5 allows for the instance bucket that the specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit. Launching EC2 instance failed.';
let parameters: Record<string, string>;

beforeAll(async () => {
  world = await openWorld(new AbortController().signal);
  await buildTemplate(world);
  parameters = {
    GitLabUrl: world.gitLab.url,
    GitLabToken: world.gitLab.issueAccessToken(['create_runner', 'manage_runner']),
    RunnerScope: `project/${PROJECT_ID}`,
    GitLabCaCertificate: world.certificate,
  };
  stack = await deployTemplate(world, parameters, async () => {
    manager = await bootOne(world);
  });
  expect(stack).toMatchObject({ status: 'CREATE_COMPLETE' });
}, 300_000);
afterAll(async () => {
  await world.stop();
  rmSync(world.folder, { recursive: true, force: true });
});

/** The command as a person types it. */
const status = (options = '', environment: NodeJS.ProcessEnv = {}) =>
  inShell(`npm run --silent status -- --stack-name ${STACK} ${options}`, PROJECT, {
    ...world.environment,
    ...environment,
  });

/** Lets gitlab-runner ask for jobs for some seconds, and sends what it logs as the log agent would. */
async function lets(seconds: number): Promise<void> {
  const play = `gitlab-runner run --config /run/gitlab-runner/config.toml & /bin/sleep ${seconds}; kill -9 $!`;
  const { output } = await runOn(manager.machine, ['bash', '-uc', play]);
  const client = new CloudWatchLogsClient(world.aws);
  const stream = {
    logGroupName: stack.outputs.ManagerLogGroupName,
    logStreamName: `${instanceOf(manager)}/gitlab-runner`,
  };
  await client.send(new CreateLogStreamCommand(stream)).catch(() => undefined);
  const lines = output.split('\n').filter(Boolean);
  const logEvents = lines.map((message) => ({ timestamp: Date.now(), message }));
  await client.send(new PutLogEventsCommand({ ...stream, logEvents }));
}
const instanceOf = ({ root }: Manager) =>
  readFileSync(join(root, 'outside/imds/latest/meta-data/instance-id'), 'utf8').trim();

/** A change set with another value, made and not carried out; what the AWS CLI says of it. */
async function changeSet(name: string, value: string): Promise<string> {
  const overrides = Object.entries({ ...parameters, [name]: value }).map((one) => `'${one.join('=')}'`);
  const what = `--template-file ${builtFile(world)} --s3-bucket ${BUCKET} --capabilities CAPABILITY_IAM`;
  const line = `aws cloudformation deploy --no-execute-changeset --stack-name ${STACK} ${what} --parameter-overrides`;
  return (await inShell(`${line} ${overrides.join(' ')}`, world.folder, world.environment)).said;
}

const wantManagers = (DesiredCapacity: number) =>
  new AutoScalingClient(world.aws).send(
    new SetDesiredCapacityCommand({ AutoScalingGroupName: stack.outputs.ManagerGroupName, DesiredCapacity }),
  );

/** GitLab gives the runner another token; the answer takes that back. */
function resetToken(): () => void {
  const runners = world.gitLab.runners as Map<number, Runner>;
  const runner = runners.get(Number(stack.outputs.RunnerId));
  if (!runner) throw new Error('GitLab has no runner.');
  world.gitLab.rotateToken(runner.id);
  return () => void runners.set(runner.id, runner);
}

/** Auto Scaling, whose last launch failed; the emulator has no activities. */
function scalingActivities(StatusMessage: string) {
  const activity = `<Description>Launching a new EC2 instance</Description><StatusCode>Failed</StatusCode><StatusMessage>${StatusMessage}</StatusMessage><StartTime>${new Date().toISOString()}</StartTime>`;
  const body = `<DescribeScalingActivitiesResponse><DescribeScalingActivitiesResult><Activities><member>${activity}</member></Activities></DescribeScalingActivitiesResult></DescribeScalingActivitiesResponse>`;
  return serve((_, response) => response.setHeader('content-type', 'text/xml').end(body));
}

/** What differs from run to run has one form. */
const steady = (screen: string) =>
  screen
    .replaceAll(/\bi-[\da-f]{8,17}\b/g, 'i-0123456789abcdef0')
    .replaceAll(/\bpid=\d+/g, 'pid=54')
    .replaceAll(/localhost:\d+/g, 'gitlab.example.com')
    .replaceAll(/\b\d+ (min|h)\b/g, '2 min')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '2026-11-29T12:00:00Z')
    .replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, '0a1b2c3d-0000-4000-8000-000000000001')
    .replaceAll(/(Registration\/)[\da-f]{32}/g, '$10123456789abcdef0123456789abcdef')
    .replaceAll(/(runner.*?=)[\w-]{9}\b/g, '$1Ab3dEf6hI');
const shows = (screen: string, name: string) =>
  expect(steady(screen)).toMatchFileSnapshot(join(PROJECT, `docs/screens/${name}.txt`));

describe('npm run status', () => {
  test('shows that all is well, and ends with 0', async () => {
    await lets(2);
    const { status: code, said } = await status();
    await shows(said, 'well');
    expect(code).toBe(0);
  });

  test('gives the same to programs', async () => {
    const { status: code, said } = await status('--json');
    expect(code).toBe(0);
    expect(JSON.parse(said)).toMatchObject({ health: 'ok', facts: { stack: { outputs: stack.outputs } } });
  });

  test('shows that workers cannot be started, in the words of EC2, and ends with 2', async () => {
    await startWork(world, stack, 1);
    const activities = await scalingActivities(NO_VCPU);
    const { status: code, said } = await status('', { AWS_ENDPOINT_URL_AUTO_SCALING: activities.url });
    await activities.stop();
    await shows(said, 'workers-failing');
    expect(code).toBe(2);
  });

  test('asks GitLab, when it is named and a token is given, and no other GitLab', async () => {
    const authorities = join(world.folder, 'authorities.pem');
    writeFileSync(authorities, readFileSync(world.authority, 'utf8') + world.gitLabAuthority);
    const given = { NODE_EXTRA_CA_CERTS: authorities };
    const token = join(world.folder, 'token');
    writeFileSync(token, `${world.gitLab.issueAccessToken(['read_api'])}\n`);
    const asked = await status(`--gitlab ${world.gitLab.url} --gitlab-token-file ${token}`, given);
    expect(asked.said).toMatch(/Runner +ok +#\d+ is online in GitLab/);
    const refused = await status(`--gitlab ${world.gitLab.url}`, { ...given, GITLAB_TOKEN: 'glpat-other' });
    expect(refused).toMatchObject({
      status: 3,
      said: expect.stringMatching(/Runner +unseen .* returned 401/),
    });
    const before = world.gitLab.requests.length;
    const other = await status('--gitlab https://localhost:1', { ...given, GITLAB_TOKEN: 'glpat-mine' });
    expect(other).toMatchObject({ status: 3, said: expect.stringMatching(/it\s+was\s+not\s+asked/) });
    expect(world.gitLab.requests).toHaveLength(before);
  });

  test('tells what a change set would do', async () => {
    const [name = ''] = /arn:\S+changeSet\S+/.exec(await changeSet('MaxWorkers', '7')) ?? [];
    const { status: code, said } = await status(`--change-set ${name}`);
    await shows(said, 'preview');
    expect(said).toContain('the change set replaces the manager.');
    expect(code).toBe(0);
    const none = await status('--change-set nothing');
    expect(none).toMatchObject({
      status: 3,
      said: expect.stringMatching(/^cloudformation:DescribeChangeSet failed/),
    });
  });

  test('shows that there is no manager, and ends with 2', async () => {
    await wantManagers(0);
    const { status: code, said } = await status();
    await shows(said, 'manager-dead');
    expect(code).toBe(2);
    await wantManagers(1);
  });

  test('shows that GitLab refuses the runner, and ends with 2', async () => {
    const takeBack = resetToken();
    await lets(15);
    const { status: code, said } = await status();
    await shows(said, 'token-revoked');
    expect(code).toBe(2);
    takeBack();
  });

  test('shows why an update failed, and ends with 1', async () => {
    await lets(2);
    const refused = { ...parameters, GitLabToken: 'glpat-revoked', RunnerTags: 'never' };
    const { status: rolledBack } = await deployTemplate(world, refused, async () => {});
    expect(rolledBack).toBe('UPDATE_ROLLBACK_COMPLETE');
    const { status: code, said } = await status();
    await shows(said, 'update-failed');
    expect(code).toBe(1);
  });
});
