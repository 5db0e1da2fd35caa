import { describe, expect, it } from 'vitest';
import { isMachineOf, ownershipOf } from '../../functions/fleet/docker-machine/ownership.ts';
import type { Member } from '../../functions/fleet/ports.ts';
import { parseProperties } from '../../functions/fleet/properties.ts';
import { readSettings } from '../../functions/reaper/environment.ts';
import { metricEntry } from '../../functions/reaper/metric.ts';
import { orphanedHours, orphansAmong } from '../../functions/reaper/orphans.ts';
import { STACK } from '../support/request.ts';
import { instance } from './memory.ts';

const OWNERSHIP = { stackTag: STACK.id, keyNamePart: 'gitlab-runner-0a1b2c3d-', securityGroupId: 'sg-0a' };
const OWN = { 'gitlab-runner-stack': STACK.id };
const KEY = 'runner-abcdefghi-gitlab-runner-0a1b2c3d-1790000000-00ff00ff';

describe('Custom::WorkerFleet’s properties', () => {
  it('are read', () => {
    const machine = { WorkerSecurityGroupId: 'sg-0a' };
    expect(parseProperties({ ...machine, Executor: 'docker+machine', WorkerGroupName: '' })).toEqual({
      executor: 'docker+machine',
      securityGroupId: 'sg-0a',
    });
    expect(parseProperties({ ...machine, Executor: 'docker-autoscaler', WorkerGroupName: 'w' })).toEqual({
      executor: 'docker-autoscaler',
      groupName: 'w',
    });
  });

  it.each([
    [{}, 'Executor must be docker-autoscaler or docker+machine'],
    [{ Executor: 'docker-autoscaler' }, "WorkerGroupName must be the workers' Auto Scaling group"],
    [
      { Executor: 'docker+machine', WorkerSecurityGroupId: 'workers' },
      'WorkerSecurityGroupId must be like sg-0123456789abcdef0',
    ],
  ])('are refused when they are %j', (properties, faults) => {
    expect(() => parseProperties(properties)).toThrow(`The workers cannot be managed: ${faults}.`);
  });
});

describe('a machine is the stack’s', () => {
  it('by marks that follow from the stack’s ARN', () => {
    expect(ownershipOf(STACK.id, 'sg-0a')).toEqual(OWNERSHIP);
  });

  const inGroup = ['sg-0b', 'sg-0a'];
  it.each([
    ['with its tag', true, { tags: OWN }],
    ['with its tag, whatever the key and the security group', true, { tags: OWN, keyName: 'other' }],
    ['without a tag, by its key and security group', true, { keyName: KEY, securityGroupIds: inGroup }],
    ['with tags that say nothing', true, { tags: { Owner: 'me' }, keyName: KEY, securityGroupIds: inGroup }],
    [
      'not with another stack’s tag',
      false,
      { tags: { 'gitlab-runner-stack': 'x' }, keyName: KEY, securityGroupIds: inGroup },
    ],
    [
      'not in a group, whose tags are the same',
      false,
      { tags: { ...OWN, 'aws:autoscaling:groupName': 'g' } },
    ],
    ['not by its key alone', false, { keyName: KEY, securityGroupIds: ['sg-0b'] }],
    ['not by its security group alone', false, { keyName: 'a-person', securityGroupIds: inGroup }],
    ['not without a key', false, { securityGroupIds: inGroup }],
  ])('%s', (_, own, changes) => {
    expect(isMachineOf(instance('i-1', changes), OWNERSHIP)).toBe(own);
  });
});

describe('a machine is an orphan', () => {
  const now = new Date('2026-01-02T04:00:00Z');
  const old = new Date('2026-01-02T03:44:59Z');
  const young = new Date('2026-01-02T03:45:01Z');
  const managers = (state?: string): Member[] => (state ? [{ id: 'i-m', state, isProtected: false }] : []);
  const tags = { ...OWN, 'gitlab-runner-manager': 'i-m' };
  it.each([
    ['when its manager is gone', true, undefined, { tags, launchedAt: young }],
    ['when its manager has drained', true, 'Terminating:Proceed', { tags }],
    ['when its manager was taken out of the group', true, 'Detached', { tags }],
    ['not when its manager is at work', false, 'InService', { tags, launchedAt: old }],
    ['not when its manager starts', false, 'Pending:Wait', { tags }],
    ['not when its manager drains', false, 'Terminating:Wait', { tags }],
    ['not when it goes already', false, undefined, { tags, state: 'shutting-down' }],
    ['when it has no tag for more than a quarter of an hour', true, 'InService', { launchedAt: old }],
    ['not when it may still get its tag', false, 'InService', { launchedAt: young }],
  ])('%s', (_, orphan, state, changes) => {
    expect(orphansAmong([instance('i-1', changes)], managers(state), now)).toHaveLength(orphan ? 1 : 0);
  });

  it('for the time since the last look at most', () => {
    const minutesOld = (minutes: number) =>
      instance('i-1', { launchedAt: new Date(now.getTime() - minutes * 60_000) });
    expect(orphanedHours([minutesOld(6), minutesOld(600), minutesOld(-1)], now)).toBeCloseTo(0.1 + 0.25);
  });
});

describe('the reaper', () => {
  it('reads its environment and names every fault in it', () => {
    const environment = {
      STACK_ID: STACK.id,
      WORKER_SECURITY_GROUP_ID: 'sg-0a',
      MANAGER_GROUP_NAME: 'managers',
    };
    const settings = { ownership: OWNERSHIP, managerGroupName: 'managers' };
    expect(readSettings(environment)).toEqual({ ...settings, dryRun: false });
    expect(readSettings({ ...environment, DRY_RUN: 'true' })).toEqual({ ...settings, dryRun: true });
    expect(() => readSettings({ ...environment, STACK_ID: `${STACK.id.split('-0000')[0]}` })).toThrow(
      "The reaper's environment is wrong: STACK_ID must be the stack's ARN.",
    );
    expect(() => readSettings({ DRY_RUN: 'yes' })).toThrow(
      /STACK_ID .*WORKER_SECURITY_GROUP_ID .*MANAGER_GROUP_NAME .*DRY_RUN must be true/,
    );
  });

  it('measures the orphans under the stack’s name, and logs their hours', () => {
    const at = new Date(1_790_000_000_000);
    expect(metricEntry(STACK.id, { orphans: 2, hours: 0.5 }, at)).toEqual({
      _aws: {
        Timestamp: 1_790_000_000_000,
        CloudWatchMetrics: [
          {
            Namespace: 'GitLabRunnerStack/runner',
            Dimensions: [['StackName']],
            Metrics: [{ Name: 'OrphanedInstances', Unit: 'Count' }],
          },
        ],
      },
      StackName: 'runner',
      OrphanedInstances: 2,
      OrphanedInstanceHours: 0.5,
    });
  });
});
