import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  AutoScalingClient,
  CompleteLifecycleActionCommand,
  DescribeAutoScalingGroupsCommand,
  PutLifecycleHookCommand,
  RecordLifecycleActionHeartbeatCommand,
} from '@aws-sdk/client-auto-scaling';
import { CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { readTemplate } from '../../scripts/lib/template.ts';
import { calls, place, setLifecycleState } from '../../scripts/local/machine/outside.ts';
import { type Manager, type Managers, run, startManagers } from './managers/managers.ts';

interface Hook {
  readonly LifecycleHookName: string;
  readonly LifecycleTransition: string;
  readonly HeartbeatTimeout: number;
  readonly DefaultResult: string;
}
const HOOKS = readTemplate().Resources.ManagerGroup?.Properties.LifecycleHookSpecificationList as Hook[];
/** What cfn-init's `start` does, in its order, for as long as the manager lives. */
const STARTED = 'systemctl start gitlab-runner & in-service ready; drain; wait';

let managers: Managers;
let client: AutoScalingClient;
let clock: NodeJS.Timeout;
let machines = 0;
/** A stack that waits for nothing: of a resource `in-service` asks the status alone. */
const AT_REST = 'at-rest';
const Type = 'AWS::CloudFormation::WaitConditionHandle';
const TemplateBody = JSON.stringify({ Resources: { ManagerGroup: { Type }, ManagerReady: { Type } } });
/** When GitLab was asked for jobs, and by whom. */
const asked: Array<{ at: number; by: string }> = [];

beforeAll(async () => {
  managers = await startManagers();
  client = new AutoScalingClient(managers.client);
  for (const hook of HOOKS)
    await client.send(new PutLifecycleHookCommand({ AutoScalingGroupName: managers.group.name, ...hook }));
  await managers.cloudFormation.send(new CreateStackCommand({ StackName: AT_REST, TemplateBody }));
  let seen = managers.gitLab.requests.length;
  clock = setInterval(() => {
    for (const { path, body } of managers.gitLab.requests.slice(seen))
      if (path.endsWith('/jobs/request')) asked.push({ at: Date.now(), by: JSON.parse(body).system_id });
    seen = managers.gitLab.requests.length;
  }, 20);
}, 300_000);
afterAll(() => {
  clearInterval(clock);
  return managers.stop();
});

afterEach(async () => {
  const named = { AutoScalingGroupName: managers.group.name, LifecycleActionResult: 'CONTINUE' };
  for (const [InstanceId, state] of Object.entries(await states())) {
    if (!state?.startsWith('Terminating')) await managers.group.drop(InstanceId);
    const action = { ...named, InstanceId, LifecycleHookName: 'drain' };
    // What has left already waits for nothing.
    await client.send(new CompleteLifecycleActionCommand(action)).catch(() => undefined);
  }
  await until(async () => Object.keys(await states()).length === 0);
}, 150_000);

async function states(): Promise<Record<string, string | undefined>> {
  const question = { AutoScalingGroupNames: [managers.group.name] };
  const { AutoScalingGroups } = await client.send(new DescribeAutoScalingGroupsCommand(question));
  const members = AutoScalingGroups?.[0]?.Instances ?? [];
  return Object.fromEntries(
    members.map(({ InstanceId = '', LifecycleState }) => [InstanceId, LifecycleState]),
  );
}
const until = async (isSo: () => unknown) => {
  while (!(await isSo())) await sleep(50);
};
const launch = async () => (await managers.group.launch())[0] ?? '';

/** Lets GitLab tell a machine from the others, whose parts are all this host's. */
function name(root: string): void {
  place(root, 'run/gitlab-runner/.runner_system_id', `r_${String(++machines).padStart(12, '0')}`);
}
/** The machine of an instance, as its boot has left it. */
function booted(id: string): Manager {
  const manager = managers.machine(id);
  name(manager.root);
  return manager;
}
const nameOf = ({ root }: Pick<Manager, 'root'>) =>
  readFileSync(join(root, 'run/gitlab-runner/.runner_system_id'), 'utf8').trim();
const requestsOf = (manager: Pick<Manager, 'root'>) => asked.filter(({ by }) => by === nameOf(manager));

/** A manager that is in service and asks for jobs. */
async function working() {
  const manager = booted(await launch());
  const life = run(manager, STARTED);
  await until(() => asked.some(({ by }) => by === nameOf(manager)));
  return { ...manager, life };
}
/** Auto Scaling ends an instance, and the metadata service tells it so. */
async function terminate({ id, root }: Manager): Promise<void> {
  await managers.group.drop(id);
  setLifecycleState(root, 'Terminated');
}
/** No request of the one came after the first of the other; for how many seconds there was none. */
function gapBetween(old: Pick<Manager, 'root'>, next: Pick<Manager, 'root'>): number {
  const [last, first] = [requestsOf(old).at(-1)?.at ?? 0, requestsOf(next)[0]?.at ?? 0];
  expect(last).toBeGreaterThan(0);
  expect(first).toBeGreaterThan(last);
  console.log(
    `last request ${new Date(last).toISOString()}, first one of the next ${new Date(first).toISOString()}`,
  );
  return (first - last) / 1000;
}
/** Of the reckoned 20 s some are EC2's, and a machine with many tests has less than a processor for a manager. */
const AT_MOST = 60;

test('an update: the next one boots while the old one asks, and asks once that one has drained', async () => {
  const old = await working();
  const id = await launch();
  const root = managers.newRoot();
  name(root);
  place(root, 'outside/run-units', 'gitlab-runner.service\n');
  const booting = managers.boot(await managers.deploy(), id, root);
  await until(() => calls(root).some((call) => /^cfn-signal -e 0 .*--resource ManagerGroup$/.test(call)));
  const signaled = Date.now();
  await until(() => requestsOf(old).some(({ at }) => at > signaled));
  // CloudFormation waits: the hook held nothing.
  expect(await states()).toEqual({ [old.id]: 'InService', [id]: 'InService' });
  await terminate(old);
  await booting;
  expect((await old.life).status).toBe(0);
  expect(gapBetween(old, { root })).toBeLessThan(AT_MOST);
}, 300_000);

test('a replacement by Auto Scaling: the next one is in service when it is ready, and then the old one goes', async () => {
  const old = await working();
  const next = booted(await launch());
  expect((await run(next, `STACK_ID=${AT_REST} in-service begin`)).status).toBe(0);
  expect(await states()).toMatchObject({ [old.id]: 'InService', [next.id]: 'Pending:Wait' });
  const life = run(next, STARTED);
  await until(async () => (await states())[next.id] === 'InService');
  await terminate(old);
  await until(() => requestsOf(next).length > 0);
  expect((await old.life).status).toBe(0);
  expect(gapBetween(old, next)).toBeLessThan(AT_MOST);
  await terminate(next);
  expect((await life).status).toBe(0);
}, 300_000);

test('a crash: the next one asks as soon as it has booted', async () => {
  const old = booted(await launch());
  const life = run(old, 'in-service ready; systemctl start gitlab-runner; sleep 5');
  await life;
  await managers.ec2.send(new TerminateInstancesCommand({ InstanceIds: [old.id] }));
  await managers.group.drop(old.id);
  const next = booted(await launch());
  const end = Date.now();
  const living = run(next, STARTED);
  await until(() => requestsOf(next).length > 0);
  gapBetween(old, next);
  expect(((requestsOf(next)[0]?.at ?? 0) - end) / 1000).toBeLessThan(AT_MOST);
  await terminate(next);
  await living;
}, 300_000);

test('a boot that failed is abandoned: that instance goes, another is launched, and the old one goes on', async () => {
  const old = await working();
  const failed = booted(await launch());
  expect((await run(failed, `STACK_ID=${AT_REST}; in-service begin; in-service failed`)).status).toBe(0);
  const { [old.id]: state, [failed.id]: gone, ...others } = await states();
  expect([state, gone]).toEqual(['InService', 'Terminating:Proceed']);
  expect(Object.values(others)).toEqual(['Pending:Wait']);
  const abandoned = Date.now();
  await until(() => requestsOf(old).some(({ at }) => at > abandoned));
  await terminate(old);
  await old.life;
}, 300_000);

/** What Auto Scaling says of a group with one other manager; the emulator checks no health. */
const groupWith = (state: string, health: string) => ({
  status: 200,
  body: `<DescribeAutoScalingGroupsResponse><DescribeAutoScalingGroupsResult><AutoScalingGroups><member><Instances><member>
    <InstanceId>i-0</InstanceId><LifecycleState>${state}</LifecycleState><HealthStatus>${health}</HealthStatus>
  </member></Instances></member></AutoScalingGroups></DescribeAutoScalingGroupsResult></DescribeAutoScalingGroupsResponse>`,
});

test('beside a manager that hangs the next one is in service at once, and beside any other it is held', async () => {
  const next = booted(await launch());
  const begun = async (state: string, health: string) => {
    managers.queries.meet(({ name }) =>
      name === 'DescribeAutoScalingGroups' ? groupWith(state, health) : undefined,
    );
    expect((await run(next, `STACK_ID=${AT_REST} in-service begin`)).status).toBe(0);
    managers.queries.meet();
    return (await states())[next.id];
  };
  expect(await begun('InService', 'Healthy')).toBe('Pending:Wait');
  expect(await begun('Terminating:Wait', 'Unhealthy')).toBe('Pending:Wait');
  expect(await begun('InService', 'Unhealthy')).toBe('InService');
}, 300_000);

test('a hook for which nothing waits is refused in AWS’s words', async () => {
  const id = await launch();
  const named = { AutoScalingGroupName: managers.group.name, InstanceId: id };
  const complete = { ...named, LifecycleHookName: 'launch', LifecycleActionResult: 'CONTINUE' };
  await client.send(new CompleteLifecycleActionCommand(complete));
  const refusal = `No active Lifecycle Action found with instance ID ${id}`;
  await expect(client.send(new CompleteLifecycleActionCommand(complete))).rejects.toThrow(refusal);
  const heartbeat = { ...named, LifecycleHookName: 'drain' };
  await expect(client.send(new RecordLifecycleActionHeartbeatCommand(heartbeat))).rejects.toThrow(refusal);
}, 150_000);
