import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { readTemplate } from '../../scripts/lib/template.ts';
import { calls, place } from '../../scripts/local/machine/outside.ts';
import { refusal } from '../support/aws-proxy.ts';
import { scaleClock, sleepMovesTheClock } from './managers/clock.ts';
import { type Manager, type Managers, run, startManagers } from './managers/managers.ts';

let managers: Managers;

beforeAll(async () => {
  managers = await startManagers();
}, 300_000);
afterAll(() => managers.stop());
afterEach(async () => {
  managers.queries.meet();
  await managers.group.empty();
});

const WAIT = 'wait-for-predecessor';
const asked = (name: string) => managers.queries.names().filter((one) => one === name).length;

function machine(id: string): Manager {
  const manager = managers.machine(id);
  scaleClock(manager.root);
  return manager;
}

/** Launches an instance in a second of its own, since EC2 tells no more exactly when that was. */
async function launchInstance(): Promise<string> {
  await sleep(1_001);
  const [id = ''] = await managers.group.launch();
  return id;
}

const launch = async () => machine(await launchInstance());

/** Goes on when a manager that waits has asked so many times more. */
async function rounds(count: number): Promise<void> {
  const enough = asked('DescribeAutoScalingGroups') + count;
  while (asked('DescribeAutoScalingGroups') < enough) await sleep(50);
}

test('a manager without a predecessor starts at once', async () => {
  const manager = await launch();
  managers.queries.meet();
  expect(await run(manager, WAIT)).toEqual({ status: 0, output: '' });
  expect(managers.queries.names()).toEqual(['DescribeAutoScalingInstances', 'DescribeAutoScalingGroups']);
}, 300_000);

test('a manager that died delays its successor for the 300 s of its hook, and not for a moment more', async () => {
  const { ManagerGroup } = readTemplate().Resources;
  expect(ManagerGroup?.Properties.LifecycleHookSpecificationList).toMatchObject([
    { LifecycleHookName: 'launch' },
    { LifecycleHookName: 'drain', HeartbeatTimeout: 300, DefaultResult: 'CONTINUE' },
  ]);
  const dead = await launchInstance();
  const waiting = run(await launch(), WAIT);
  await rounds(2);
  await managers.group.drop(dead);
  managers.queries.meet();
  expect(await waiting).toEqual({ status: 0, output: '' });
  // One question may have been under way.
  expect(asked('DescribeAutoScalingGroups')).toBeLessThanOrEqual(2);
}, 300_000);

test('a manager that EC2 has already ended delays nobody, though its hook is still alive', async () => {
  const ended = await launchInstance();
  const manager = await launch();
  await managers.ec2.send(new TerminateInstancesCommand({ InstanceIds: [ended] }));
  expect(await run(manager, WAIT)).toEqual({ status: 0, output: '' });
}, 300_000);

test.each([
  ['one after the other', async () => [await launch(), await launch()]],
  ['in the same second', async () => (await managers.group.launch(2)).sort().map(machine)],
])(
  'of two managers that were launched %s only one waits for the other',
  async (_, launchBoth) => {
    const [older, younger] = (await launchBoth()) as [Manager, Manager];
    const waiting = run(younger, WAIT);
    await rounds(2);
    expect(await run(older, WAIT)).toEqual({ status: 0, output: '' });
    await rounds(1);
    await managers.group.drop(older.id);
    expect(await waiting).toEqual({ status: 0, output: '' });
  },
  300_000,
);

test('an Auto Scaling and an EC2 that refuse in between are asked again, and nobody starts for that', async () => {
  const older = await launchInstance();
  const manager = await launch();
  const seen = new Map<string, number>();
  managers.queries.meet(({ name }) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? refusal(403, 'AccessDenied') : undefined;
  });
  const waiting = run(manager, WAIT);
  await rounds(4);
  expect(asked('DescribeInstances')).toBeGreaterThan(1);
  await managers.group.drop(older);
  expect((await waiting).status).toBe(0);
}, 300_000);

test('a manager that is to end while it waits ends at once, without its time for jobs that it does not have', async () => {
  await launchInstance();
  const ended = await run(await launch(), `timeout --kill-after 20 2 ${WAIT}`);
  expect(ended).toEqual({ status: 124, output: '' });
}, 300_000);

test('a manager that waits for longer than any drain and hook can take says so, and waits on', async () => {
  const manager = managers.machine(await launchInstance());
  sleepMovesTheClock(manager.root);
  // The one before it is gone a little later.
  const gone = `#!/bin/bash\nread -r now < /outside/clock\n((now < 1400)) && echo i-another || echo ${manager.id}\n`;
  place(manager.root, 'usr/local/bin/aws', gone, 0o755);
  expect(await run(manager, WAIT)).toEqual({
    status: 0,
    output: 'A manager before this one is still there after 1200 s: this one waits on.\n',
  });
  expect(Number(readFileSync(join(manager.root, 'outside/clock'), 'utf8'))).toBe(1400);
}, 300_000);

test('the successor signals first, waits while its predecessor drains, and starts after it', async () => {
  const [old, id] = [await launchInstance(), await launchInstance()];
  const root = managers.newRoot();
  place(root, 'outside/run-units', 'gitlab-runner.service\n');
  const booting = managers.boot(await managers.deploy(), id, root);
  await rounds(3);
  const before = calls(root).join('\n');
  await managers.group.drop(old);
  const after = (await booting).calls.join('\n');
  expect(before).toMatch(
    /cfn-signal -e 0 --data {2}--reason {2}http.*\ncfn-signal -e 0 --stack .* --resource ManagerGroup\n/,
  );
  expect(before).not.toContain('systemd gitlab-runner.service');
  expect(after).toContain('systemd gitlab-runner.service runs');
}, 300_000);
