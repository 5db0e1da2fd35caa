import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import {
  DescribeStackResourceCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { calls, place } from '../../scripts/local/machine/outside.ts';
import type { Refusal } from '../support/aws-proxy.ts';
import { scaleSleeps } from './managers/clock.ts';
import { type Manager, type Managers, run, startManagers } from './managers/managers.ts';

const PROGRAM = 'opt/gitlab-runner-stack/try-first-worker';
const programs = mkdtempSync(join(tmpdir(), 'worker-'));
let managers: Managers;
let autoScaling: AutoScalingClient;

beforeAll(async () => {
  cpSync(join(import.meta.dirname, '../../scripts/local/stand-ins/worker'), programs, { recursive: true });
  // Its GitLab's authority is not known before the emulator starts.
  writeFileSync(join(programs, 'curl'), '#!/bin/sh\n', { mode: 0o755 });
  managers = await startManagers({}, { WORKER_PROGRAMS: programs });
  autoScaling = new AutoScalingClient(managers.client);
  // A manager that shall not starts none.
  expect(managers.queries.names()).not.toContain('SetDesiredCapacity');
}, 120_000);
afterAll(async () => {
  await managers.stop();
  rmSync(programs, { recursive: true });
});
afterEach(() => managers.queries.meet());

async function group(stackName: string) {
  const question = { StackName: stackName, LogicalResourceId: 'WorkerGroup' };
  const { StackResourceDetail } = await managers.cloudFormation.send(
    new DescribeStackResourceCommand(question),
  );
  const name = StackResourceDetail?.PhysicalResourceId ?? '';
  const { AutoScalingGroups = [] } = await autoScaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }),
  );
  const [{ DesiredCapacity, Instances } = {}] = AutoScalingGroups;
  return { DesiredCapacity, workers: Instances?.length };
}
const EMPTY = { DesiredCapacity: 0, workers: 0 };

/** Boots the manager of a new stack whose first worker is tried. */
async function create(root = managers.newRoot()) {
  const [id = ''] = await managers.group.launch();
  const stackName = await managers.deploy({ TryFirstWorker: 'true' });
  managers.queries.meet(fateOfCalls);
  const boot = await managers.boot(stackName, id, root);
  await managers.group.empty();
  return { ...boot, root, stackName, reasons: await managers.reasons(stackName) };
}
let fateOfCalls: Parameters<Managers['queries']['meet']>[0];
afterEach(() => {
  fateOfCalls = undefined;
});

async function warningsOf(StackName: string): Promise<string | undefined> {
  const patience = { client: managers.cloudFormation, maxWaitTime: 20, minDelay: 1 };
  await waitUntilStackCreateComplete(patience, { StackName });
  const { Stacks } = await managers.cloudFormation.send(new DescribeStacksCommand({ StackName }));
  return Stacks?.[0]?.Outputs?.[0]?.OutputValue;
}

/** Lets no worker start, for a reason; the group is as AWS leaves it then. */
function noWorkerStarts(said: string): void {
  const failed = `<member><ActivityId>a</ActivityId><Description>Launching a new EC2 instance.  Status Reason: ${said}</Description><StatusCode>Failed</StatusCode><StatusMessage>${said} Launching EC2 instance failed.</StatusMessage><StartTime>2026-11-29T00:00:00Z</StartTime><Cause>c</Cause></member>`;
  const body = `<DescribeScalingActivitiesResponse xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"><DescribeScalingActivitiesResult><Activities>${failed}${failed}</Activities></DescribeScalingActivitiesResult></DescribeScalingActivitiesResponse>`;
  fateOfCalls = ({ name }) => {
    if (name === 'DescribeScalingActivities') return { status: 200, body };
    return name === 'SetDesiredCapacity' ? DONE : undefined;
  };
}
const DONE: Refusal = {
  status: 200,
  body: '<SetDesiredCapacityResponse xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"/>',
};

test('while a stack is created its first worker is started, reached by SSH, asked, and gone before gitlab-runner starts', async () => {
  const { stackName, ...boot } = await create();
  expect(boot.cfnInit.map(({ failure }) => failure)).toEqual([undefined, undefined]);
  const wanted = [
    / set-desired-capacity .* --desired-capacity 1 /,
    / ec2-instance-connect send-ssh-public-key --instance-id i-\w+ --instance-os-user ec2-user /,
    /^ssh .* ec2-user@/,
    / terminate-instance-in-auto-scaling-group --instance-id i-\w+ --should-decrement-desired-capacity /,
    /^cfn-signal -e 0 --data {2}--reason {2}http/,
    /^systemd gitlab-runner\.service would run /,
  ];
  const at = wanted.map((call) => boot.calls.findIndex((one) => call.test(one)));
  expect(at.every((index) => index >= 0)).toBe(true);
  expect([...at].sort((one, other) => one - other)).toEqual(at);
  // It boots beside the manager.
  expect(at[0]).toBeLessThan(
    boot.calls.findIndex((one) => one.startsWith('curl ') && one.includes('gitlab')),
  );
  expect(await group(stackName)).toEqual(EMPTY);
  expect(await warningsOf(stackName)).toBe('');
  // A manager that replaces this one starts none.
  const [next = ''] = await managers.group.launch();
  managers.queries.meet();
  expect((await managers.boot(stackName, next, managers.newRoot())).status).toBe(0);
  await managers.group.empty();
  expect(managers.queries.names()).not.toContain('SetDesiredCapacity');
}, 240_000);

test('what AWS says of a launch that never succeeds fails the create', async () => {
  const said =
    'Could not launch On-Demand Instances. InvalidParameterCombination - Not eligible for Free Tier.';
  noWorkerStarts(said);
  const { status, cfnInit, reasons, stackName } = await create();
  expect([status, cfnInit[0]?.failure]).toEqual([1, 'Command 02_worker failed']);
  expect(reasons).toContain(`try-first-worker: AWS starts no worker: ${said}`);
  expect(await group(stackName)).toEqual(EMPTY);
}, 240_000);

test('a worker that lacks something is a warning of the stack, with its last words', async () => {
  const docker = join(programs, 'docker');
  const whole = readFileSync(docker);
  writeFileSync(docker, '#!/bin/sh\necho "Cannot connect to the Docker daemon." >&2\nexit 1\n');
  const root = managers.newRoot();
  scaleSleeps(root, 10);
  const { status, stackName } = await create(root);
  writeFileSync(docker, whole);
  expect(status).toBe(0);
  expect(await warningsOf(stackName)).toBe(
    'When the stack was created, its first worker was not ready for jobs: cloud-init or Docker is not ready: Cannot connect to the Docker daemon.',
  );
  expect(await group(stackName)).toEqual(EMPTY);
}, 180_000);

test('a boot that fails for another reason leaves no worker', async () => {
  const root = managers.newRoot();
  place(root, 'usr/local/bin/ssh-keygen', '#!/bin/sh\necho "no memory is left"; exit 1\n', 0o755);
  const { status, reasons, stackName } = await create(root);
  expect(status).toBe(1);
  expect(reasons).toContain('no memory is left');
  expect(managers.queries.names()).toContain('SetDesiredCapacity');
  expect(await group(stackName)).toEqual(EMPTY);
}, 120_000);

/** Goes on with the trial on a manager that has booted, with other limits of patience. */
function tryOn(manager: Manager, limits: Readonly<Record<string, number>>) {
  let program = readFileSync(join(manager.root, PROGRAM), 'utf8');
  for (const [name, limit] of Object.entries(limits))
    program = program.replace(new RegExp(`^${name} = .*$`, 'm'), `${name} = ${limit}`);
  place(manager.root, PROGRAM, program, 0o755);
  const now = 'python3 -c "import time; print(time.monotonic())" > /run/gitlab-runner/first-worker';
  return run(manager, `${now}; try-first-worker; echo "status $?"; cat /run/gitlab-runner-warning`);
}

test('a shortage of capacity is waited for, and then is a warning', async () => {
  const said = 'Could not launch Spot Instances. UnfulfillableCapacity - Unable to fulfill capacity.';
  noWorkerStarts(said);
  managers.queries.meet(fateOfCalls);
  const before = Date.now();
  const { output } = await tryOn(managers.machine('i-0'), { PATIENCE: 40 });
  expect(Date.now() - before).toBeGreaterThan(39_000);
  const warning = `When the stack was created, AWS had no capacity for its first worker: ${said}`;
  expect(output).toContain(`${warning}\nstatus 0\n${warning}`);
}, 120_000);

test('a right that AWS goes on denying ends the boot, in its words; one that came late does not', async () => {
  const denial: Refusal = {
    status: 403,
    body: '<ErrorResponse><Error><Code>AccessDenied</Code><Message>The boundary allows no autoscaling:SetDesiredCapacity.</Message></Error></ErrorResponse>',
  };
  let left = 2;
  managers.queries.meet(({ name }) => (name === 'SetDesiredCapacity' && left-- > 0 ? denial : undefined));
  const late = await tryOn(managers.machine('i-0'), { DENIALS: 3 });
  expect(late.output).toContain('status 0\n');
  managers.queries.meet(({ name }) => (name === 'SetDesiredCapacity' ? denial : undefined));
  const { output } = await tryOn(managers.machine('i-0'), { DENIALS: 3 });
  expect(output).toMatch(/^AWS starts no worker: An error occurred \(AccessDenied\).*boundary.*\nstatus 1$/m);
}, 180_000);

test('the trial ends in time also when AWS never answers', async () => {
  managers.queries.meet(() => null);
  const manager = managers.machine('i-0');
  const before = Date.now();
  const { output } = await tryOn(manager, { PATIENCE: 4, TO_REMOVE: 3 });
  expect(Date.now() - before).toBeLessThan(20_000);
  expect(output).toContain('gitlab-runner removes it when it starts.\nstatus 0\n');
  expect(calls(manager.root).some((call) => call.includes('describe-auto-scaling-groups'))).toBe(true);
}, 120_000);
