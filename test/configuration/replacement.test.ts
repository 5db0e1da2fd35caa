import { describe, expect, it } from 'vitest';
import { EFFECTS, effectOf } from '../../functions/configuration/effects.ts';
import { globalSection } from '../../functions/configuration/global.ts';
import { leaves, replacementKey } from '../../functions/configuration/replacement.ts';
import { PARAMETER_EFFECTS } from '../../scripts/docs/effects.ts';
import { readTemplate } from '../template/template.ts';
import { type Changes, MACHINE_SAMPLE, parsed, SAMPLE } from './sample.ts';

const PROXY = 'http://proxy:3128';
const ANOTHER = '\n[docker]\nshm_size = 1\n[feature_flags]\nFF_A = true\n[cache]\nPath = "a"\n[artifact]\nupload_timeout = "1h"\n';

/** Another value of each parameter that comes through this function, under the name that its property has here. */
const OTHERS: Readonly<Record<string, Changes>> = {
  GitLabUrl: { GitLabUrl: 'https://other.example.com' },
  RunnerDescription: { RunnerName: 'another' },
  WorkerInstanceTypes: { WorkerInstanceTypes: 'c7i.large' },
  WorkerMarket: { WorkerMarket: 'spot' },
  WorkerImageId: { WorkerImage: 'ami-0123456789abcdef0' },
  MaxWorkers: { MaxWorkers: '11' },
  JobsPerWorker: { JobsPerWorker: '3' },
  MaxJobsPerWorker: { MaxJobsPerWorker: '0' },
  IdleWorkers: { IdleWorkers: '1' },
  IdleTime: { IdleTime: '60' },
  PeakPeriods: { PeakPeriods: '* 8-17 * * mon-fri' },
  OffPeakIdleWorkers: { OffPeakIdleWorkers: '1', PeakPeriods: '* 8 * * *' },
  Timezone: { Timezone: 'UTC', PeakPeriods: '* 8 * * *' },
  WorkerVolumeSize: { WorkerVolumeSize: '50' },
  DefaultImage: { DefaultImage: 'debian:13' },
  Privileged: { Privileged: 'true' },
  AdditionalRunnerConfig: { AdditionalRunnerConfig: `output_limit = 1\nenvironment = ["A=1"]${ANOTHER}` },
  HttpsProxy: { HttpsProxy: PROXY },
  NoProxy: { HttpsProxy: PROXY, NoProxy: '.example.com' },
  GitLabCaCertificate: { GitLabCaCertificate: '/gitlab/ca' },
  CacheBucketName: { CacheBucketName: 'another-bucket' },
  DrainTimeout: { DrainTimeout: '900' },
};
// The template's own resources replace the manager for these; here they are docker-machine's options alone.
const NETWORK: Readonly<Record<string, Changes>> = {
  VpcId: { VpcId: 'vpc-0a' },
  SubnetIds: { SubnetIds: 'subnet-0a' },
  AssignPublicIp: { AssignPublicIp: 'false' },
};

/** The key paths whose values a change changes. */
function changedPaths(before: Changes, after: Changes): string[] {
  const values = (changes: Changes) => leaves(globalSection(parsed(changes))).map((leaf) => leaf.join('='));
  const [one, other] = [values(before), values(after)];
  const different = [...one.filter((leaf) => !other.includes(leaf)), ...other.filter((leaf) => !one.includes(leaf))];
  return [...new Set(different.map((leaf) => leaf.replace(/=.*/s, '')))];
}

const EXECUTORS = [
  ['docker-autoscaler', SAMPLE],
  ['docker+machine', MACHINE_SAMPLE],
] as const;

describe.each(EXECUTORS)('with %s', (executor, sample) => {
  const cases = Object.entries(OTHERS)
    // docker+machine refuses more than one.
    .filter(([name]) => !(executor === 'docker+machine' && name === 'JobsPerWorker'))
    .map(([name, changes]) => {
      const { effect, withDockerMachine } = PARAMETER_EFFECTS[name] ?? { effect: 'reloads' };
      const stated = executor === 'docker+machine' ? (withDockerMachine ?? effect) : effect;
      return { name, stated, changes };
    });

  it.each(cases)('$name: $stated', ({ name, stated, changes }) => {
    // What must be given for the parameter to mean anything is there before, too.
    const rest = Object.fromEntries(Object.entries(changes).filter(([key]) => !(key in (OTHERS[name] ?? {})) || isCompanion(name, key)));
    const [before, after] = [{ ...sample, ...rest }, { ...sample, ...changes }];
    const isReplaced = replacementKey(parsed(after)) !== replacementKey(parsed(before));
    expect(isReplaced).toBe(stated.startsWith('replaces'));
    const paths = changedPaths(before, after);
    if (stated === 'changes nothing that runs') expect(paths).toEqual([]);
    if (stated === 'reloads') {
      expect(paths).not.toEqual([]);
      expect(paths.map(effectOf).filter((effect) => effect !== 'reload')).toEqual([]);
    }
  });
});
