import { StackStatus } from '@aws-sdk/client-cloudformation';
import { describe, expect, test } from 'vitest';
import { type Facts, Unseen } from '../../scripts/status/facts.ts';
import { judge } from '../../scripts/status/judge/judge.ts';
import { DAY, facts, MINUTE, NOW } from './facts.ts';

const WELL = facts();
const stack = (different: Partial<Facts['stack']>) => ({ stack: { ...WELL.stack, ...different } });
const outputs = (different: Record<string, string>) =>
  stack({ outputs: { ...WELL.stack.outputs, ...different } });
const log = (...texts: string[]) => ({
  log: { stream: 's', lines: texts.map((text) => ({ at: NOW - 9 * MINUTE, text })) },
});
const metrics = (newest: Record<string, number>) => ({ metrics: { workerHours: undefined, newest } });
const instance = (state: string) => ({ id: 'i-0b', type: 't4g.micro', state, launched: NOW - MINUTE });
const failed = (ago: number) => ({
  at: NOW - ago,
  words: 'We currently do not have sufficient m7i.large capacity',
});
const FORBIDDEN =
  'level=error msg="Checking for jobs... forbidden" runner=abc status="POST …: 403 Forbidden"';
const GITLAB = { status: 'online', paused: false, contacted: '2026-11-29T11:59:00Z' };

test('a stack that is well has nothing to do in it', () => {
  const { health, lines } = judge(WELL);
  expect(health).toBe('ok');
  expect(lines.flatMap(({ todo }) => todo ?? [])).toEqual([]);
  expect(lines.map(({ about }) => about)).toEqual([
    'Runner',
    'Stack',
    'Manager',
    'Workers',
    'Alarms',
    'Token',
    'Hours',
    'Left over',
    'Newer',
  ]);
});

describe.each<
  [
    about: string,
    cases: ReadonlyArray<[title: string, different: Partial<Facts>, health: string, said: RegExp]>,
  ]
>([
  [
    'Runner',
    [
      [
        'the manager says that GitLab accepts it',
        metrics({ Accepted: 1 }),
        'ok',
        /#7, and GitLab accepts it/,
      ],
      [
        'an old refusal in the log does not outlive the metric',
        { ...metrics({ Accepted: 1 }), ...log(FORBIDDEN) },
        'ok',
        /accepts/,
      ],
      [
        'the log tells of a refusal',
        { ...metrics({ Accepted: 0 }), ...log(FORBIDDEN) },
        'BROKEN',
        /refuses the token of #7.* 9 min ago/,
      ],
      [
        'the same without a metric',
        { ...metrics({}), ...log('Configuration loaded', FORBIDDEN) },
        'BROKEN',
        /refuses/,
      ],
      [
        'it is disabled for an hour',
        { ...metrics({}), ...log('Runner "abc" is unhealthy and will be disabled for 1h0m0s seconds!') },
        'BROKEN',
        /refuses/,
      ],
      [
        'a job made another message quote the words of a refusal',
        { ...metrics({}), ...log(`WARNING: Job failed: ${FORBIDDEN}`) },
        'ok',
        /no refusal/,
      ],
      [
        'a job came after the refusal',
        { ...metrics({}), ...log(FORBIDDEN, 'Checking for jobs... received') },
        'ok',
        /no refusal/,
      ],
      ['the metric says no, and the log not why', metrics({ Accepted: 0 }), 'BROKEN', /does not accept/],
      ['nothing tells of it', { ...metrics({}), ...log() }, 'look', /neither/],
      [
        'the log may not be read',
        { ...metrics({}), log: new Unseen('You may not call logs:GetLogEvents.') },
        'unseen',
        /GetLogEvents/,
      ],
      ['GitLab says that it is online', { gitLab: GITLAB, ...log(FORBIDDEN) }, 'ok', /online/],
      ['GitLab says that it is paused', { gitLab: { ...GITLAB, paused: true } }, 'look', /paused/],
      ['GitLab says that it is offline', { gitLab: { ...GITLAB, status: 'offline' } }, 'BROKEN', /offline/],
      ['GitLab does not know it', { gitLab: { ...GITLAB, status: 'gone' } }, 'BROKEN', /knows no runner #7/],
    ],
  ],
  [
    'Stack',
    [
      ['its version is none', outputs({ Version: '0.2.0, all is well' }), 'ok', /version unknown$/],
      ['an update goes on', stack({ status: 'UPDATE_IN_PROGRESS' }), 'look', /IN_PROGRESS/],
      [
        'an update was rolled back',
        { ...stack({ status: 'UPDATE_ROLLBACK_COMPLETE' }), failure: 'Registration: no' },
        'look',
        /Registration: no/,
      ],
      ['a rollback failed', stack({ status: 'UPDATE_ROLLBACK_FAILED' }), 'BROKEN', /FAILED/],
      ['a create was rolled back', stack({ status: 'ROLLBACK_COMPLETE' }), 'BROKEN', /ROLLBACK/],
      ['a delete failed', stack({ status: 'DELETE_FAILED' }), 'BROKEN', /DELETE_FAILED/],
      [
        'the events may not be read',
        { ...stack({ status: 'UPDATE_ROLLBACK_COMPLETE' }), failure: new Unseen('You may not.') },
        'look',
        /You may not/,
      ],
    ],
  ],
  [
    'Manager',
    [
      ['there is none', { managers: { instances: [], failed: undefined } }, 'BROKEN', /none/],
      [
        'it was stopped',
        { managers: { instances: [instance('stopped')], failed: undefined } },
        'BROKEN',
        /stopped/,
      ],
      [
        'one starts',
        { managers: { instances: [instance('pending')], failed: undefined } },
        'look',
        /pending/,
      ],
      [
        'one drains beside the next one',
        { managers: { instances: [instance('shutting-down'), instance('running')], failed: undefined } },
        'ok',
        /running/,
      ],
      [
        'none can be launched',
        { managers: { instances: [], failed: failed(MINUTE) } },
        'BROKEN',
        /sufficient/,
      ],
    ],
  ],
  [
    'Workers',
    [
      [
        'some run',
        {
          workers: {
            instances: [instance('running'), instance('running'), instance('pending')],
            failed: undefined,
          },
        },
        'ok',
        /2 running, 1 pending, of at most 10; 0 jobs/,
      ],
      [
        'none can be launched',
        { workers: { instances: [], failed: failed(MINUTE) } },
        'BROKEN',
        /sufficient/,
      ],
      ['one could not long ago', { workers: { instances: [], failed: failed(DAY) } }, 'ok', /none/],
    ],
  ],
  [
    'Alarms',
    [
      [
        'one is in ALARM state',
        { alarms: [{ name: 'Silent', description: 'It is dead.', state: 'ALARM' }] },
        'BROKEN',
        /Silent/,
      ],
      [
        'the mail is not confirmed',
        { unconfirmed: ['ci@example.com'] },
        'look',
        /ci@example.com is not told/,
      ],
      [
        'whether a mail is confirmed may not be read',
        { unconfirmed: new Unseen('You may not call sns:ListSubscriptionsByTopic.') },
        'unseen',
        /none of 1 in ALARM state; who is told: You may not call sns/,
      ],
      ['the version has none', { alarms: [] }, 'ok', /none/],
    ],
  ],
  [
    'Token',
    [
      ['it ends later', outputs({ RunnerTokenExpires: '2026-12-29T12:00:00Z' }), 'ok', /30 days/],
      ['it ends soon', outputs({ RunnerTokenExpires: '2026-12-01T12:00:00Z' }), 'look', /48 h|2 days/],
      ['its end could not be read', outputs({ RunnerTokenExpires: 'unknown' }), 'look', /not known/],
      ['its end is none', outputs({ RunnerTokenExpires: '2026-02-30T00:00:00Z\n' }), 'look', /not known/],
      ['it has ended', outputs({ RunnerTokenExpires: '2026-11-01T12:00:00Z' }), 'BROKEN', /expired/],
      [
        'it was renewed',
        {
          ...outputs({ RunnerTokenExpires: '2026-11-01T12:00:00Z' }),
          parameters: { notes: [], renewed: NOW - DAY },
        },
        'ok',
        /renewed it 24 h ago/,
      ],
      ['an older version does not say it', { ...stack({ outputs: {} }) }, 'ok', /not among the outputs/],
    ],
  ],
  [
    'Left over',
    [
      [
        'a stack that went left a note',
        {
          parameters: {
            notes: [{ name: '/n', text: 'Runner 8 may still be registered.' }],
            renewed: undefined,
          },
        },
        'look',
        /Runner 8/,
      ],
      [
        'the note is longer than a note is, and of another stack',
        {
          parameters: {
            notes: [{ name: '/gitlab-runner/ff/n', text: 'x'.repeat(4000) }],
            renewed: undefined,
          },
        },
        'look',
        /^another stack left \/gitlab-runner\/ff\/n: x{400}$/,
      ],
      [
        'the note is its own',
        { parameters: { notes: [{ name: '/gitlab-runner/0a1b/n', text: 'Runner 8' }], renewed: undefined } },
        'look',
        /^this stack left /,
      ],
      ['the reaper sees orphans', metrics({ OrphanedInstances: 2 }), 'look', /2 workers/],
    ],
  ],
  [
    'Newer',
    [
      [
        'the checkout has a newer version',
        { checkout: { template: '0.10.0', runner: '19.10.1' } },
        'ok',
        /version 0.10.0 of the stack, gitlab-runner 19.10.1/,
      ],
      ['the checkout is older', { checkout: { template: '0.0.9', runner: '19.3.9' } }, 'ok', /nothing/],
    ],
  ],
])('%s', (about, cases) => {
  test.each(cases)('%s', (_, different, health, said) => {
    const line = judge(facts(different)).lines.find((one) => one.about === about);
    expect(line).toMatchObject({ health, said: expect.stringMatching(said) });
    if (health === 'look' || health === 'BROKEN') expect(line?.todo).toMatch(/\w+/);
  });
});

test.each([
  ['CREATE_IN_PROGRESS', 'look', 'The stack is being created: wait until it is.'],
  ['ROLLBACK_IN_PROGRESS', 'look', 'See the stack.'],
  ['ROLLBACK_COMPLETE', 'look', 'See the stack.'],
  ['CREATE_FAILED', 'look', 'See the stack.'],
  ['DELETE_FAILED', 'look', 'See the stack.'],
  ['UPDATE_IN_PROGRESS', 'BROKEN', undefined],
  ['UPDATE_ROLLBACK_COMPLETE', 'BROKEN', undefined],
])('in %s it is no manager and no runner that makes a stack %s', (status, health, todo) => {
  const { lines } = judge(
    facts({
      ...stack({ status, outputs: {} }),
      managers: { instances: [], failed: undefined },
      ...metrics({}),
      ...log(),
    }),
  );
  for (const about of ['Runner', 'Manager'])
    expect(lines.find((one) => one.about === about)).toMatchObject({ health, ...(todo && { todo }) });
  if (status === 'CREATE_IN_PROGRESS') expect(lines.map((one) => one.health)).not.toContain('BROKEN');
});

test.each(Object.values(StackStatus))('of a stack in %s is said what helps it, and no more', (status) => {
  const { health, todo = '' } = judge(facts(stack({ status }))).lines.find(
    ({ about }) => about === 'Stack',
  ) ?? { health: 'unseen' };
  expect(health).toBe(
    /^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status)
      ? 'ok'
      : /FAILED|^ROLLBACK_COMPLETE/.test(status) && !/^IMPORT/.test(status)
        ? 'BROKEN'
        : 'look',
  );
  expect(/delete and deploy/.test(todo)).toBe(/^(CREATE_FAILED|ROLLBACK_(COMPLETE|FAILED))$/.test(status));
  expect(/Wait until/.test(todo)).toBe(status.endsWith('_IN_PROGRESS'));
  const [, call] = /aws cloudformation ([\w-]+) --stack-name gitlab-runner$/.exec(todo) ?? [];
  const calls: Partial<Record<string, string>> = {
    UPDATE_FAILED: 'rollback-stack',
    UPDATE_ROLLBACK_FAILED: 'continue-update-rollback',
    DELETE_FAILED: 'delete-stack',
  };
  expect(call).toBe(calls[status]);
});
