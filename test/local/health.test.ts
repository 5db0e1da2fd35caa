import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { metricEntry } from '../../functions/reaper/metric.ts';
import { withParameters } from '../../scripts/lib/conditions.ts';
import { readTemplate } from '../../scripts/lib/template.ts';
import { type Datum, look, type State } from '../support/cloudwatch/alarm.ts';
import { alarmOf } from '../support/cloudwatch/from-template.ts';
import { healthMachine, type Recorded } from './health.ts';

const labels = 'runner="abc",runner_name="ci",system_id="r_1"';
const waits = `fleeting_taskscaler_tasks{${labels},state="pending"} 1\n`;
const notCreated = (count: number) =>
  `gitlab_runner_autoscaling_actions_total{action="creation-failed",executor="docker+machine"} ${count}\n`;

/** What the manager's own programs put in each situation. */
const put: Record<string, Recorded> = {};
let manager: Awaited<ReturnType<typeof healthMachine>>;

beforeAll(async () => {
  manager = await healthMachine();
  put.started = (await manager.act({ script: 'publish-health started' })).put;
  put.failed = (await manager.act({ script: 'publish-health failed' })).put;
  put.leaving = (await manager.act({ script: 'publish-health leaving' })).put;
  put.healthy = (await manager.act({ script: 'runner 3; publish-health' })).put;
  put.refused = (
    await manager.act({ script: 'runner 6; publish-health', token: 'glrt-MARKED-of-nobody' })
  ).put;
  put.healthyAgain = (await manager.act({ script: 'runner 3; publish-health' })).put;
  put.waits = (await manager.act({ script: 'runner 3; publish-health', served: waits })).put;
  const executor = 'docker+machine' as const;
  await manager.act({ script: 'runner 3; publish-health', executor, served: notCreated(1) });
  put.fails = (
    await manager.act({ script: 'runner 3; publish-health', executor, served: notCreated(3) })
  ).put;
}, 300_000);
afterAll(() => manager.stop());

const values = (name: string) =>
  Object.fromEntries((put[name] ?? []).map(({ metric, value }) => [metric, value]));
const HEALTHY = { ManagerStarts: 0, Accepted: 1, JobsRunning: 0, TasksPending: 0, WorkerFailures: 0 };

test('each minute the manager puts at most five metrics, from what gitlab-runner serves', () => {
  expect(values('healthy')).toEqual(HEALTHY);
  expect(values('refused')).toEqual({ ...HEALTHY, Accepted: 0 });
  expect(values('healthyAgain')).toEqual(HEALTHY);
  expect(values('waits')).toEqual({ ...HEALTHY, TasksPending: 1 });
  const { TasksPending: _, ...machines } = HEALTHY;
  expect(values('fails')).toEqual({ ...machines, WorkerFailures: 2 });
});

test('why workers do not start Auto Scaling is asked only while one is wanted', async () => {
  const asked = async (served: string) =>
    (await manager.act({ script: 'runner 3; publish-health', served })).asked.map((call) =>
      call.slice(0, 90),
    );
  expect(await asked('')).toEqual([expect.stringMatching(/^aws cloudwatch put-metric-data /)]);
  expect(await asked(waits)).toEqual([
    'aws autoscaling describe-scaling-activities --auto-scaling-group-name workers --max-items ',
    expect.stringMatching(/^aws cloudwatch put-metric-data /),
  ]);
});

test('why workers do not start is asked, and that a job waits is put, also after a renewal of the token', async () => {
  const renewed = await manager.act({ script: 'runner 3; publish-health', served: waits, isRenewed: true });
  expect(renewed.asked.join()).toContain('--auto-scaling-group-name workers ');
  expect(renewed.put.map(({ metric }) => metric)).toContain('TasksPending');
});

test('a gitlab-runner that does not run gives no sign of life', async () => {
  const { status, output, put } = await manager.act({ script: 'publish-health' });
  expect({ status, put }).toEqual({ status: 1, put: [] });
  expect(output).toMatch(/^gitlab-runner does not tell how it is: .*refused/m);
});

type Minute = readonly [data: string, minutes?: number];
const AT = 1_000_000;

/** Everything that was put when each of these happened for so many minutes. */
function timeline(...happened: readonly Minute[]): Datum[] {
  const minutes = happened.flatMap(([name, count = 1]) => Array.from({ length: count }, () => name));
  return minutes.flatMap((name, minute) =>
    (put[name] ?? []).map((one) => ({ ...one, at: AT + 60 * minute + one.at - 1 })),
  );
}

/** The states of an alarm, each once, from minute to minute; it comes into being at the first one. */
function states(
  executor: string,
  logicalId: string,
  data: readonly Datum[],
  minutes: number,
  more: number,
): State[] {
  const { Resources } = withParameters(readTemplate(), { Executor: executor });
  const alarm = alarmOf(Resources[logicalId]?.Properties ?? {});
  const seen: State[] = [];
  for (let minute = 0; minute < minutes; minute++) {
    const state = look(alarm, data, AT + 60 * minute, seen.at(-1) ?? 'INSUFFICIENT_DATA', more);
    if (state !== seen.at(-1)) seen.push(state);
  }
  return seen;
}

const alarms = (executor: string) =>
  Object.entries(withParameters(readTemplate(), { Executor: executor }).Resources)
    .filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm')
    .map(([name]) => name);

/** How far CloudWatch looks beyond an alarm's periods: two for an alarm of three, and else it does not say. */
describe.each([0, 2, 5])('when CloudWatch looks %i periods beyond an alarm’s own', (more) => {
  const of = (logicalId: string, minutes: number, ...happened: readonly Minute[]) =>
    states('docker-autoscaler', logicalId, timeline(...happened), minutes, more);
  const [fires, stays] = [['OK', 'ALARM', 'OK'], ['OK']];

  test('a manager that falls silent is an alarm within ten minutes, and none when another one is there', () => {
    const life: Minute[] = [['started'], ['healthy', 15], ['nothing', 10], ['healthy', 30]];
    expect(of('ManagerSilentAlarm', 50, ...life)).toEqual(fires);
    expect(of('ManagerSilentAlarm', 26, ...life).at(-1)).toBe('ALARM');
  });

  test('a token that GitLab refuses is an alarm, and none when it is accepted again', () => {
    expect(
      of('TokenRefusedAlarm', 40, ['started'], ['healthy', 9], ['refused', 10], ['healthy', 20]),
    ).toEqual(['INSUFFICIENT_DATA', ...fires]);
  });

  test('a job that waits ten minutes for a worker is an alarm, and one that waits nine is not', () => {
    expect(of('TaskPendingAlarm', 60, ['started'], ['healthy', 20], ['waits', 15], ['healthy', 24])).toEqual(
      fires,
    );
    expect(of('TaskPendingAlarm', 60, ['started'], ['healthy', 20], ['waits', 9], ['healthy', 30])).toEqual(
      stays,
    );
  });

  test('workers that fail to start for more than five minutes are an alarm, and one failure is none', () => {
    const fail = (minutes: number): State[] =>
      states(
        'docker+machine',
        'WorkersFailAlarm',
        timeline(['started'], ['healthy', 20], ['fails', minutes], ['healthy', 50]),
        70,
        more,
      );
    expect(fail(12)).toEqual(fires);
    expect(fail(1)).toEqual(stays);
  });

  test('the fourth manager within two hours is an alarm, and the third is none', () => {
    const lives = (count: number) =>
      Array.from({ length: count }, (): Minute[] => [['started'], ['healthy', 20]]).flat();
    expect(of('ManagerReplacedAlarm', 300, ...lives(4), ['healthy', 216])).toEqual(fires);
    expect(of('ManagerReplacedAlarm', 300, ...lives(3), ['healthy', 237])).toEqual(stays);
  });

  test('boots that fail over and over beside a manager that works are an alarm, as slow as they may be', () => {
    // After 13 minutes none goes on; the next one is launched within two.
    const boots = (count: number) =>
      timeline(...Array.from({ length: count }, (): Minute[] => [['nothing', 14], ['failed']]).flat());
    const works = timeline(['started'], ['healthy', 299]);
    const told = (count: number, logicalId: string) =>
      states('docker-autoscaler', logicalId, [...works, ...boots(count)], 300, more);
    expect(told(3, 'ManagerReplacedAlarm')).toEqual(fires);
    expect(told(2, 'ManagerReplacedAlarm')).toEqual(stays);
    expect(told(3, 'ManagerSilentAlarm')).toEqual(stays);
  });

  test('what the reaper finds, and a reaper that fails, is an alarm', () => {
    const found = (orphans: number) =>
      Object.entries(
        metricEntry('arn:aws:cloudformation:eu-central-1:1:stack/ci/9f', { orphans, hours: 0 }, new Date(0)),
      )
        .filter(([metric]) => metric === 'OrphanedInstances')
        .map(([metric, value]) => ({ metric, value: Number(value) }));
    const failed = [{ metric: 'Errors', value: 1 }];
    for (const cause of [found(2), failed]) {
      const runs = [found(0), cause, found(0), found(0)].flatMap((data, run) =>
        data.map((one) => ({ ...one, at: AT + 900 * run + 60 })),
      );
      expect(states('docker+machine', 'WorkersOrphanedAlarm', runs, 60, more)).toEqual(fires);
    }
  });

  test.each([
    'docker-autoscaler',
    'docker+machine',
  ])('no alarm with %s is raised by a create or a hand-over', (executor) => {
    // The longest boot that succeeds, after the longest drain.
    const life = timeline(
      ['started'],
      ['nothing', 2],
      ['healthy', 40],
      ['leaving'],
      ['nothing', 15],
      ['started'],
      ['nothing', 2],
      ['healthy', 60],
    );
    for (const name of alarms(executor))
      expect(states(executor, name, life, 120, more), name).not.toContain('ALARM');
  });
});

test('a stack has at most six alarms, and they mail of nothing else: each is OK for the first time after a create', () => {
  const all = ['docker-autoscaler', 'docker+machine'].flatMap(alarms);
  expect(new Set(all).size).toBe(6);
  for (const name of all) {
    expect(readTemplate().Resources[name]?.Properties).toHaveProperty('AlarmActions');
    expect(readTemplate().Resources[name]?.Properties).not.toHaveProperty('OKActions');
    expect(readTemplate().Resources[name]?.Properties).not.toHaveProperty('InsufficientDataActions');
  }
});
