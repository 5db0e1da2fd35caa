import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeStacksCommand, waitUntilStackCreateComplete } from '@aws-sdk/client-cloudformation';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { firstWorker } from '../../functions/configuration/first-worker.ts';
import { place } from '../../scripts/local/machine/outside.ts';
import { BOOT } from '../../template/sentences.ts';
import type { Refusal } from '../support/aws-proxy.ts';
import { requestFor } from '../support/request.ts';
import { builds } from './builds.ts';
import { sleepsCountTenfold } from './managers/clock.ts';
import { type Managers, startManagers } from './managers/managers.ts';

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
}, 300_000);
afterAll(async () => {
  await managers.stop();
  rmSync(programs, { recursive: true });
});
afterEach(() => managers.queries.meet());

/** Whether a stack's group of workers is empty, or gone with the stack's rollback, and no instance of it is left. */
async function noWorkerIsLeft(): Promise<boolean> {
  const { AutoScalingGroups = [] } = await autoScaling.send(new DescribeAutoScalingGroupsCommand({}));
  const wanted = AutoScalingGroups.filter(({ DesiredCapacity }) => DesiredCapacity !== 0);
  const states = [{ Name: 'instance-state-name', Values: ['pending', 'running'] }];
  const { Reservations = [] } = await managers.ec2.send(new DescribeInstancesCommand({ Filters: states }));
  return wanted.length + Reservations.length === 0;
}

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

/** What the resource FirstWorker makes of the stack's signal. */
async function warningOf(StackName: string): Promise<string> {
  const patience = { client: managers.cloudFormation, maxWaitTime: 20, minDelay: 1 };
  await waitUntilStackCreateComplete(patience, { StackName });
  const { Stacks } = await managers.cloudFormation.send(new DescribeStacksCommand({ StackName }));
  const { Warning } = await firstWorker.ensure(
    requestFor(firstWorker.parse({ Signal: Stacks?.[0]?.Outputs?.[0]?.OutputValue })),
  );
  return Warning;
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
  expect(builds(boot.root).map(({ failure }) => failure)).toEqual([undefined, undefined]);
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
  expect(await noWorkerIsLeft()).toBe(true);
  expect(await warningOf(stackName)).toBe('');
  // A manager that replaces this one starts none.
  const [next = ''] = await managers.group.launch();
  managers.queries.meet();
  expect((await managers.boot(stackName, next, managers.newRoot())).status).toBe(0);
  await managers.group.empty();
  expect(managers.queries.names()).not.toContain('SetDesiredCapacity');
}, 300_000);

test('what AWS says of a launch that never succeeds fails the create', async () => {
  const said =
    'Could not launch On-Demand Instances. InvalidParameterCombination - Not eligible for Free Tier.';
  noWorkerStarts(said);
  const { status, root, reasons } = await create();
  expect([status, builds(root)[0]?.failure]).toEqual([1, 'Command 02_worker failed']);
  expect(reasons).toContain(`try-first-worker: AWS starts no worker: ${said} ${BOOT.freePlan}`);
  expect(await noWorkerIsLeft()).toBe(true);
}, 300_000);

test('a worker that lacks something is a warning of the stack, with its last words', async () => {
  const docker = join(programs, 'docker');
  const whole = readFileSync(docker);
  writeFileSync(docker, '#!/bin/sh\necho "Cannot connect to the Docker daemon." >&2\nexit 1\n');
  const root = managers.newRoot();
  // So the install's own seconds are not counted as the worker's patience.
  sleepsCountTenfold(root);
  const { status, stackName } = await create(root);
  writeFileSync(docker, whole);
  expect(status).toBe(0);
  expect(await warningOf(stackName)).toBe(
    'When the stack was created, its first worker was not ready for jobs: cloud-init or Docker is not ready: Cannot connect to the Docker daemon.',
  );
  expect(await noWorkerIsLeft()).toBe(true);
}, 300_000);

test('a boot that fails for another reason leaves no worker', async () => {
  const root = managers.newRoot();
  place(root, 'usr/local/bin/ssh-keygen', '#!/bin/sh\necho "no memory is left"; exit 1\n', 0o755);
  const { status, reasons } = await create(root);
  expect(status).toBe(1);
  expect(reasons).toContain('no memory is left');
  expect(managers.queries.names()).toContain('SetDesiredCapacity');
  expect(await noWorkerIsLeft()).toBe(true);
}, 300_000);
