import { afterAll, expect, test } from 'vitest';
import { isEmpty, pretendedGroup, type State } from './group/pretended-group.ts';

const group = pretendedGroup();
afterAll(() => group.remove());

/** Tries the first worker of a stack to which this happens, with little patience; its last words are one line. */
function trial(state: Partial<State>, worker: 0 | 1 = 0, meanwhile: Partial<State> = {}, PATIENCE = 4) {
  group.begin(state);
  group.machine(worker);
  const launch = group.step(['launch']);
  expect([launch.status, launch.stderr]).toEqual([0, '']);
  group.change(meanwhile);
  const { status, stdout, stderr } = group.step([], { PATIENCE, TO_BE_READY: 1, TO_REMOVE: 2 });
  return { status, refused: stderr.trim(), warning: group.warning(), said: launch.stdout + stdout };
}
const failed = (StatusMessage: string) => ({
  Description: 'Launching a new EC2 instance',
  StatusCode: 'Failed',
  StatusMessage,
});
const SHORTAGE = 'Could not launch Spot Instances. UnfulfillableCapacity - Unable to fulfill capacity.';
const SURE = 'Could not launch On-Demand Instances. VcpuLimitExceeded - You have requested more.';

test('a worker that has everything leads to no warning, and is gone', () => {
  expect(trial({}, 0, {}, 60)).toEqual({ status: 0, refused: '', warning: undefined, said: '' });
  expect(group.read()).toMatchObject({ launched: 1 });
  expect(isEmpty(group.read())).toBe(true);
}, 120_000);

test.each([
  ['a shortage of capacity', [failed(SHORTAGE)], `AWS had no capacity for its first worker: ${SHORTAGE}`],
  ['a launch that AWS says nothing of', [], 'its first worker did not come up within 4 s.'],
])(
  '%s is waited for, and then is a warning',
  (_, activities, warning) => {
    const before = Date.now();
    const ended = trial({ activities });
    expect(Date.now() - before).toBeGreaterThan(3_000);
    expect(ended).toMatchObject({
      status: 0,
      refused: '',
      warning: `When the stack was created, ${warning}`,
    });
    expect(isEmpty(group.read())).toBe(true);
  },
  120_000,
);

test('a worker that lacks something is a warning, and is gone', () => {
  const warning = 'When the stack was created, its first worker was not ready for jobs: no Docker';
  expect(trial({}, 1)).toMatchObject({ status: 0, refused: '', warning });
  expect(isEmpty(group.read())).toBe(true);
}, 120_000);

test.each([
  ['said twice', [failed(SURE), failed(SURE)]],
  ['said last when time is over', [failed(SURE), failed(SHORTAGE)]],
])(
  'what AWS refuses ends the boot in its own words when it was %s',
  (_, activities) => {
    expect(trial({ activities })).toMatchObject({
      status: 1,
      refused: `AWS starts no worker: ${SURE}`,
      warning: undefined,
    });
    expect(isEmpty(group.read())).toBe(true);
  },
  120_000,
);

test('a right that AWS goes on denying ends the boot, in its words; one that came late does not', () => {
  expect(trial({ denials: 3 }, 0, {}, 60)).toMatchObject({ status: 0, refused: '', warning: undefined });
  const { status, refused } = trial({ denials: 99 }, 0, {}, 60);
  expect(status).toBe(1);
  expect(refused).toMatch(
    /^AWS starts no worker: An error occurred \(AccessDenied\).*SetDesiredCapacity.*boundary/,
  );
}, 120_000);

test('the trial ends in time also when AWS never answers', () => {
  const before = Date.now();
  const { status, said } = trial({}, 0, { isSilent: true });
  expect(Date.now() - before).toBeLessThan(30_000);
  expect([status, said]).toEqual([0, expect.stringContaining('gitlab-runner removes it when it starts.\n')]);
}, 120_000);

test.each(['CREATE_COMPLETE', 'UPDATE_IN_PROGRESS'])('a stack that is %s tries no worker', (stack) => {
  expect(trial({ stack })).toEqual({ status: 0, refused: '', warning: undefined, said: '' });
  expect(group.read()).toMatchObject({ desired: 0, launched: 0 });
}, 120_000);

test('an answer of a form that nobody foresaw ends no boot, and the worker is gone', () => {
  const { status, refused, warning } = trial({}, 0, { activities: [{ Description: ['x'] }], instances: {} });
  expect([status, refused]).toEqual([0, '']);
  expect(warning).toMatch(
    /^When the stack was created, its first worker was not ready for jobs: .*startswith/,
  );
  expect(isEmpty(group.read())).toBe(true);
}, 120_000);
