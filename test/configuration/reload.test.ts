import { describe, expect, it } from 'vitest';
import { globalSection } from '../../functions/configuration/config-toml.ts';
import { EFFECTS, effectOf } from '../../functions/configuration/reload.ts';
import { leaves, replacementKey } from '../../functions/configuration/replacement.ts';
import { PARAMETER_EFFECTS } from '../../scripts/docs/effects.ts';
import { MACHINE_SAMPLE, SAMPLE } from '../../scripts/lib/samples/configuration.ts';
import { readTemplate } from '../../scripts/lib/template.ts';
import { COMBINATIONS } from './combinations.ts';
import { type Changes, parsed } from './sample.ts';

const FRAGMENT = `output_limit = 1
environment = ["A=1"]
pre_build_script = "true"
[docker]
shm_size = 1
[feature_flags]
FF_A = true
[cache]
MaxUploadedArchiveSize = 1
`;
const PEAK = { PeakPeriods: '* 8 * * *' };
const PROXY = { HttpsProxy: 'http://proxy:3128' };

/** Another value of each parameter that comes through this function; last, what it needs to mean anything. */
const CHANGES: ReadonlyArray<readonly [parameter: string, changes: Changes, given?: Changes]> = [
  ['GitLabUrl', { GitLabUrl: 'https://other.example.com' }],
  ['RunnerDescription', { RunnerName: 'another' }],
  ['WorkerInstanceTypes', { WorkerInstanceTypes: 'c7i.large' }],
  ['WorkerMarket', { WorkerMarket: 'spot' }],
  ['WorkerImageId', { WorkerImage: 'ami-0123456789abcdef0' }],
  ['MaxWorkers', { MaxWorkers: '11' }],
  ['JobsPerWorker', { JobsPerWorker: '3' }],
  ['MaxJobsPerWorker', { MaxJobsPerWorker: '0' }],
  ['IdleWorkers', { IdleWorkers: '1' }],
  ['IdleTime', { IdleTime: '60' }],
  ['PeakPeriods', PEAK],
  ['OffPeakIdleWorkers', { OffPeakIdleWorkers: '1' }, PEAK],
  ['Timezone', { Timezone: 'UTC' }, PEAK],
  ['WorkerVolumeSize', { WorkerVolumeSize: '50' }],
  ['DefaultImage', { DefaultImage: 'debian:13' }],
  ['Privileged', { Privileged: 'true' }],
  ['AdditionalRunnerConfig', { AdditionalRunnerConfig: FRAGMENT }],
  ['HttpsProxy', PROXY],
  ['NoProxy', { NoProxy: '.example.com' }, PROXY],
  ['GitLabCaCertificate', { GitLabCaCertificate: '/gitlab/ca' }],
  ['CacheBucketName', { CacheBucketName: 'another-bucket' }],
  ['RunnerProtected', { CachePath: '0a1b2c3d-0000-4000-8000-000000000001' }],
  ['DrainTimeout', { DrainTimeout: '900' }],
];
const NETWORK: ReadonlyArray<readonly [string, Changes]> = [
  ['VpcId', { VpcId: 'vpc-0a' }],
  ['SubnetIds', { SubnetIds: 'subnet-0a' }],
  ['AssignPublicIp', { AssignPublicIp: 'false' }],
];

/** The key paths whose values differ. */
function changedPaths(before: Changes, after: Changes): string[] {
  const values = (one: Changes) => leaves(globalSection(parsed(one))).map((leaf) => leaf.join('='));
  const [old, young] = [values(before), values(after)];
  const different = [
    ...old.filter((leaf) => !young.includes(leaf)),
    ...young.filter((leaf) => !old.includes(leaf)),
  ];
  return [...new Set(different.map((leaf) => leaf.replace(/=.*/s, '')))];
}
const replaces = (before: Changes, after: Changes) =>
  replacementKey(parsed(before)) !== replacementKey(parsed(after));

describe.each([
  ['docker-autoscaler', SAMPLE],
  ['docker+machine', MACHINE_SAMPLE],
] as const)('a change with %s', (executor, sample) => {
  const isMachine = executor === 'docker+machine';
  // Which refuses more than one job on a worker.
  const possible = CHANGES.filter(([parameter]) => !(isMachine && parameter === 'JobsPerWorker'));
  const stated = ([parameter, changes, given]: (typeof CHANGES)[number]) => {
    const { effect, withDockerMachine } = PARAMETER_EFFECTS[parameter] ?? {};
    return { parameter, effect: isMachine ? (withDockerMachine ?? effect) : effect, changes, given };
  };

  it.each(possible.map(stated))('of $parameter $effect', ({ effect, changes, given }) => {
    const before = { ...sample, ...given };
    const after = { ...before, ...changes };
    expect(replaces(before, after)).toBe(effect?.startsWith('replaces'));
    const paths = changedPaths(before, after);
    if (effect === 'changes nothing that runs') expect(paths).toEqual([]);
    if (effect === 'reloads') {
      expect(paths).not.toEqual([]);
      expect(paths.map(effectOf).filter((one) => one !== 'reload')).toEqual([]);
    }
  });

  it.each(
    NETWORK,
  )('of %s is left to the template, whose own resources replace the manager', (parameter, changes) => {
    expect(PARAMETER_EFFECTS[parameter]?.effect).toBe('replaces the manager');
    expect(replaces(sample, { ...sample, ...changes })).toBe(false);
  });
});

describe('the replacement key', () => {
  it('stays with another release that renders the same', () => {
    expect(replaces(SAMPLE, { ...SAMPLE, Release: '9.9.9' })).toBe(false);
  });

  it('changes with the executor and with another worker group', () => {
    expect(PARAMETER_EFFECTS.Executor?.effect).toBe('replaces the manager');
    expect(replaces(SAMPLE, MACHINE_SAMPLE)).toBe(true);
    expect(replaces(SAMPLE, { ...SAMPLE, WorkerGroupName: 'others' })).toBe(true);
  });

  it('has an entry of its own in its table for every key that the stack renders', () => {
    const own = COMBINATIONS.filter(({ changes }) => !changes.AdditionalRunnerConfig);
    const paths = own.flatMap(({ changes }) => leaves(globalSection(parsed(changes)))).map(([path]) => path);
    const known = Object.keys(EFFECTS).filter((key) => key !== 'runners');
    expect(paths.filter((path) => !known.some((key) => `${path}.`.startsWith(`${key}.`)))).toEqual([]);
  });

  it('changes with a key that nobody thought of', () => {
    expect(effectOf('surprise')).toBe('replace-manager');
  });
});

describe('the table of what a change does', () => {
  const { Parameters, Resources } = readTemplate();

  it('has every parameter of the template, and no other', () => {
    expect(Object.keys(PARAMETER_EFFECTS).sort()).toEqual(Object.keys(Parameters).sort());
  });

  it('is tried above for every parameter that the template hands to this function', () => {
    const handed = JSON.stringify(Resources.Configuration?.Properties ?? {});
    const named = Object.keys(Parameters).filter((name) => handed.includes(`"Ref":"${name}"`));
    const tried = [...CHANGES, ...NETWORK].map(([parameter]) => parameter).concat('Executor');
    expect(named).not.toEqual([]);
    expect(named.filter((name) => !tried.includes(name))).toEqual([]);
  });
});
