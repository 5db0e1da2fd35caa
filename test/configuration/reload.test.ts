import { describe, expect, it } from 'vitest';
import { globalSection } from '../../functions/configuration/config-toml.ts';
import { KEYS, leaves, reachOf, replacementKey } from '../../functions/configuration/reload.ts';
import { OTHERS } from '../../scripts/lib/samples/parameters.ts';
import { changesBy, MACHINE_SAMPLE, SAMPLE } from '../support/samples/configuration.ts';
import { COMBINATIONS } from './combinations.ts';
import { type Changes, parsed } from './sample.ts';

const leavesOf = (changes: Changes) => leaves(globalSection(parsed(changes))).map((leaf) => leaf.join('='));
const replaces = (before: Changes, after: Changes) =>
  replacementKey(parsed(before)) !== replacementKey(parsed(after));

/** What another value of a parameter does to the manager, by its config.toml and its key. */
function effectOf(parameter: string, sample: Changes): string {
  const { given, changes } = changesBy(parameter);
  const before = { ...sample, ...given };
  const after = { ...before, ...changes };
  if (replaces(before, after)) return 'replaces';
  return leavesOf(before).join() === leavesOf(after).join() ? 'nothing' : 'reloads';
}

const POLICY = ['IdleWorkers', 'IdleTime', 'PeakPeriods', 'OffPeakIdleWorkers', 'IdleFactor'];
const BOTH = {
  replaces: ['GitLabUrl', 'HttpsProxy', 'NoProxy', 'DrainTimeout'],
  reloads: [
    ...['RunnerDescription', 'DefaultImage', 'Privileged', 'AdditionalRunnerConfig'],
    ...[...POLICY, 'GitLabCaCertificate', 'CacheBucketName', 'CacheKeyArn', 'RunnerProtected'],
  ],
};
const WORKERS = ['WorkerInstanceTypes', 'WorkerMarket', 'WorkerImageId', 'WorkerVolumeSize'];

describe.each([
  [
    'docker-autoscaler',
    SAMPLE,
    {
      replaces: [...BOTH.replaces, 'MaxWorkers', 'JobsPerWorker', 'MaxJobsPerWorker'],
      reloads: BOTH.reloads,
      // The network's own resources replace the manager.
      nothing: [...WORKERS, 'VpcId', 'SubnetIds', 'AssignPublicIp'],
    },
  ],
  [
    'docker+machine',
    MACHINE_SAMPLE,
    {
      replaces: BOTH.replaces,
      reloads: [...BOTH.reloads, ...WORKERS, 'MaxWorkers', 'MaxJobsPerWorker', 'VpcId', 'SubnetIds'],
      nothing: ['OnDemandBase'],
    },
  ],
] as const)('a change with %s', (_, sample, expected) => {
  const rows = Object.entries<readonly string[]>(expected).flatMap(([effect, names]) =>
    names.map((name) => [name, effect]),
  );
  it.each(rows)('of %s: %s', (parameter = '', effect) => {
    expect(effectOf(parameter, sample)).toBe(effect);
  });
});

describe('the replacement key', () => {
  it('stays with another release that renders the same', () => {
    expect(replaces(SAMPLE, { ...SAMPLE, Release: '9.9.9' })).toBe(false);
  });

  it('is short, since it stands in user data', () => {
    expect(replacementKey(parsed())).toMatch(/^[0-9a-f]{16}$/);
  });

  it('changes with the executor and with another worker group', () => {
    expect(replaces(SAMPLE, MACHINE_SAMPLE)).toBe(true);
    expect(replaces(SAMPLE, { ...SAMPLE, WorkerGroupName: 'others' })).toBe(true);
  });

  it('changes with a parameter exactly when a key says so, or what a manager has from its start', () => {
    const fromStart = ['Executor', 'HttpsProxy', 'NoProxy', 'DrainTimeout'];
    for (const parameter of Object.keys(OTHERS).filter((name) => !fromStart.includes(name))) {
      const { given, changes } = changesBy(parameter);
      const before = { ...SAMPLE, ...given };
      const [old, young] = [leavesOf(before), leavesOf({ ...before, ...changes })];
      const different = [
        ...old.filter((leaf) => !young.includes(leaf)),
        ...young.filter((leaf) => !old.includes(leaf)),
      ];
      const reaches = different.map((leaf) => reachOf(leaf.replace(/=.*/s, '')).effect);
      const said = reaches.includes('replace-manager');
      expect([parameter, replaces(before, { ...before, ...changes })]).toEqual([parameter, said]);
    }
  });

  it('has an entry of its own in its table for every key that the stack renders', () => {
    const own = COMBINATIONS.filter(({ changes }) => !changes.AdditionalRunnerConfig);
    const paths = own.flatMap(({ changes }) => leaves(globalSection(parsed(changes)))).map(([path]) => path);
    const known = Object.keys(KEYS).filter((key) => key !== 'runners');
    expect(paths.filter((path) => !known.some((key) => `${path}.`.startsWith(`${key}.`)))).toEqual([]);
  });

  it('changes with a key that nobody thought of', () => {
    expect(reachOf('surprise')).toMatchObject({
      effect: 'replace-manager',
      why: expect.stringMatching(/^Nobody/),
    });
  });
});
