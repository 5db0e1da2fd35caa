import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { calls, place, setLifecycleState } from '../../scripts/local/machine/outside.ts';
import { refusal } from '../support/aws-proxy.ts';
import { FACTOR, scaleClock, scaleSleeps, sleepMovesTheClock } from './managers/clock.ts';
import { endJob, giveJob, whatTheRunnerDid } from './managers/job.ts';
import { type Manager, type Managers, run, startManagers } from './managers/managers.ts';

const DRAIN_TIMEOUT = 300;
let managers: Managers;

beforeAll(async () => {
  managers = await startManagers({ DrainTimeout: String(DRAIN_TIMEOUT) });
}, 300_000);
afterAll(() => managers.stop());
afterEach(async () => {
  managers.queries.meet();
  await managers.group.empty();
});

const HEARTBEAT = 'RecordLifecycleActionHeartbeat';
const COMPLETE = 'CompleteLifecycleAction';

/** A manager of which Auto Scaling has decided that it goes. */
async function doomed(job: number, scale = scaleClock): Promise<Manager> {
  const [id = ''] = await managers.group.launch();
  const manager = managers.machine(id);
  scale(manager.root);
  giveJob(manager, job);
  // The runner's own ExecStartPre lines are not this file's.
  place(manager.root, 'opt/gitlab-runner-stack/fetch-configuration', '#!/bin/sh\n', 0o755);
  setLifecycleState(manager.root, 'Terminated');
  return manager;
}

const drain = (manager: Manager) => run(manager, 'systemctl restart gitlab-runner && drain');
const hookCalls = () => managers.queries.names().filter((name) => [HEARTBEAT, COMPLETE].includes(name));

test('a job that ends within DRAIN_TIMEOUT is not cut: the hook is kept alive, and let go after the runner', async () => {
  const manager = await doomed(200);
  const letGo: number[] = [];
  managers.queries.meet(({ name }) => {
    if (name === COMPLETE) letGo.push(whatTheRunnerDid(manager).length);
    return undefined;
  });
  expect((await drain(manager)).status).toBe(0);
  const did = whatTheRunnerDid(manager).map(({ what }) => what);
  expect(did).toEqual(['starts', 'told to quit', 'its job has ended']);
  // Everything that the runner did, it had done before.
  expect(letGo).toEqual([did.length]);
  expect(hookCalls()[0]).toBe(HEARTBEAT);
  expect(hookCalls().at(-1)).toBe(COMPLETE);
  const instance = `--auto-scaling-group-name managers --lifecycle-hook-name drain --instance-id ${manager.id}`;
  expect(calls(manager.root).filter((call) => call.includes('lifecycle-action'))).toEqual([
    ...hookCalls()
      .slice(1)
      .map(() => `aws autoscaling record-lifecycle-action-heartbeat ${instance}`),
    `aws autoscaling complete-lifecycle-action --lifecycle-action-result CONTINUE ${instance}`,
  ]);
}, 300_000);

test('a job that takes longer is cut after DRAIN_TIMEOUT and not before, and GitLab hears of it before the hook is let go', async () => {
  const manager = await doomed(100_000);
  let letGo = 0;
  managers.queries.meet(({ name }) => {
    if (name === COMPLETE) letGo = Date.now();
    return undefined;
  });
  expect((await drain(manager)).status).toBe(0);
  const [, quit, cut, ...more] = whatTheRunnerDid(manager);
  expect(quit?.what).toBe('told to quit');
  expect([cut?.what, more]).toEqual(['its job is reported as failed', []]);
  expect((cut?.at ?? 0) - (quit?.at ?? 0)).toBeGreaterThanOrEqual((DRAIN_TIMEOUT / FACTOR) * 1000);
  expect(letGo).toBeGreaterThanOrEqual(cut?.at ?? 0);
}, 300_000);

test('an Auto Scaling that refuses in between is asked again, and nothing is let go for that', async () => {
  // Its job goes on until Auto Scaling has been asked again, however long that takes on a busy machine.
  const manager = await doomed(100_000, scaleSleeps);
  const seen = new Set<string>();
  managers.queries.meet(({ name }) => {
    if (seen.has(name) && name === HEARTBEAT) endJob(manager);
    if (seen.has(name)) return undefined;
    seen.add(name);
    return refusal(400, 'ValidationError');
  });
  expect((await drain(manager)).status).toBe(0);
  expect(whatTheRunnerDid(manager).at(-1)?.what).toBe('its job has ended');
  expect(hookCalls().slice(0, 2)).toEqual([HEARTBEAT, HEARTBEAT]);
  expect(hookCalls().slice(-2)).toEqual([COMPLETE, COMPLETE]);
}, 300_000);

const NOTED = `#!/bin/sh
case $2 in
  describe-auto-scaling-instances) echo managers ;;
  put-metric-data) ;;
  *) echo "$2 $(cat /outside/clock)" >> /outside/hook ;;
esac
`;
// The clock may just be set.
const TWO_HOURS = `#!/bin/bash
until read -r now < /outside/clock && ((now >= 7200)); do /bin/sleep 0.05; done
`;

test('in the longest drain of two hours the hook never waits for 300 s, and is asked 100 times at most', async () => {
  const manager = managers.machine('i-0');
  sleepMovesTheClock(manager.root);
  setLifecycleState(manager.root, 'Terminated');
  place(manager.root, 'usr/local/bin/aws', NOTED, 0o755);
  place(manager.root, 'usr/local/bin/systemctl', TWO_HOURS, 0o755);
  expect(await run(manager, 'drain')).toEqual({ status: 0, output: '' });
  const lines = readFileSync(join(manager.root, 'outside/hook'), 'utf8').trim().split('\n');
  const times = lines.map((line) => Number(line.split(' ')[1]));
  const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  expect(lines.at(-1)).toMatch(/^complete-lifecycle-action/);
  expect(times.at(-1)).toBeGreaterThanOrEqual(7200);
  expect(Math.max(...pauses)).toBeLessThan(300);
  expect(lines.length - 1).toBeLessThanOrEqual(100);
}, 300_000);
