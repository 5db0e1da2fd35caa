import type { ResourceStatus } from '@aws-sdk/client-cloudformation';
import { expect, test } from 'vitest';
import { jobRows, readLog } from '../../scripts/prove/log.ts';
import { handOver, heardOfNew, timed, took } from '../../scripts/prove/measures.ts';

const at = (second: number) => new Date(Date.UTC(2026, 10, 29, 12, 0, second));

test('a resource takes from its first event of a kind to its last, in whatever order they are told', () => {
  const event = (LogicalResourceId: string, ResourceStatus: ResourceStatus, second: number) => ({
    ...{ LogicalResourceId, ResourceStatus, ResourceType: 'AWS::IAM::Role', Timestamp: at(second) },
    ...{ StackId: '', EventId: '', StackName: '' },
  });
  const events = [
    event('Role', 'DELETE_COMPLETE', 90),
    event('Role', 'CREATE_COMPLETE', 27),
    event('Role', 'CREATE_IN_PROGRESS', 12),
    event('Role', 'CREATE_IN_PROGRESS', 10),
    event('Never', 'CREATE_IN_PROGRESS', 10),
  ];
  expect(timed(events, 'CREATE')).toEqual([{ name: 'Role', type: 'AWS::IAM::Role', seconds: 17 }]);
});

const manager = (system_id: string, second: number) => ({
  system_id,
  contacted_at: at(second).toISOString(),
});

test('the hand-over is from the last of the old manager to the first of the new one that asks for jobs', () => {
  const looks = [
    [manager('old', 0)],
    [manager('old', 3)],
    [manager('old', 6), manager('new', 5)], // the new one looks whether its token is good
    [manager('old', 6), manager('new', 100)],
    [manager('old', 6), manager('new', 103)],
  ];
  expect(handOver(looks)).toBe(94);
});

test('it is below zero when both were heard of, and unknown before a new one was', () => {
  const overlap = [[manager('old', 0)], [manager('old', 20), manager('new', 10)], [manager('new', 13)]];
  expect(handOver(overlap)).toBe(-10);
  expect(handOver([[manager('old', 0)], [manager('old', 3)]])).toBeUndefined();
  expect(handOver([[], [{ system_id: 'new', contacted_at: null }]])).toBeUndefined();
});

test('a manager that was heard of once is there, and does not ask for jobs yet', () => {
  const looks = [[manager('old', 3)], [manager('old', 3), manager('new', 60)]];
  expect([heardOfNew(looks.slice(0, 1)), heardOfNew(looks), handOver(looks)]).toEqual([
    false,
    true,
    undefined,
  ]);
});

test('what Auto Scaling did counts once it succeeded', () => {
  const all = [
    {
      Description: 'Launching a new EC2 instance: i-1',
      StatusCode: 'Successful',
      StartTime: at(0),
      EndTime: at(32),
    },
    { Description: 'Launching a new EC2 instance', StatusCode: 'Failed', StartTime: at(0), EndTime: at(1) },
    {
      Description: 'Terminating EC2 instance: i-1',
      StatusCode: 'Successful',
      StartTime: at(0),
      EndTime: at(95),
    },
    {
      Description: 'Terminating EC2 instance: i-2',
      StatusCode: 'MidTerminatingLifecycleAction',
      StartTime: at(0),
    },
  ].map((one) => ({ ActivityId: '', AutoScalingGroupName: '', Cause: '', ...one }) as const);
  expect([took(all as never, 'Launching'), took(all as never, 'Terminating')]).toEqual([[32], [95]]);
});

test('a job’s log tells when each part began and what the job said, with times before its lines and without', () => {
  const log = [
    'section_start:1764417600:prepare_executor\r\u001b[0K',
    '2026-11-29T12:00:40.000000Z 00O section_start:1764417640:step_script\r\u001b[0K',
    '$ echo "prove: kernel $(uname -r)"',
    '2026-11-29T12:00:41.000000Z 01O prove: kernel 6.1.155-176.282.amzn2023.x86_64',
    'prove: token 200',
    'prove: plain silence\r',
  ].join('\n');
  expect(readLog(log)).toEqual({
    isStandIn: false,
    begins: { prepare_executor: 1764417600000, step_script: 1764417640000 },
    said: { kernel: '6.1.155-176.282.amzn2023.x86_64', token: '200', plain: 'silence' },
  });
});

test('where a job’s seconds went is told part by part, and of a second one no more than that', () => {
  const begins = { prepare_executor: at(2).getTime(), step_script: at(47).getTime() };
  const log = { begins, said: { kernel: '6.1', token: 'silence' }, isStandIn: false };
  const job = { created_at: at(0).toISOString(), started_at: at(2).toISOString() };
  const shown = (which: string) => jobRows(job, log, which).map(({ what, answer }) => `${what}: ${answer}`);
  const measured = (which: string) => [
    `a job${which}, created to taken: 2 s`,
    `a job${which}, taken to prepare_executor: 0 s`,
    `a job${which}, prepare_executor to step_script: 45 s`,
    `a job${which}, queued to first line: 47 s`,
  ];
  expect(shown('')).toEqual([
    ...measured(''),
    'a worker’s kernel: 6.1',
    'the metadata service, asked by a job for a token: HTTP status: silence',
    'the metadata service, asked by a job without a token: HTTP status: not answered: the job did not say it',
  ]);
  expect(shown(' from the warm pool')).toEqual(measured(' from the warm pool'));
});

test('of a job that nobody has run, nothing is measured', () => {
  const log = { begins: {}, said: { run: 'stand-in' }, isStandIn: true };
  const rows = jobRows({ created_at: at(0).toISOString(), started_at: null }, log, ' again');
  expect(rows).toEqual([{ part: 'measured', what: 'a job again, queued to first line', answer: 'stand-in' }]);
});
