import type { Stack } from '../custom-resource/resource.ts';
import type { Reading } from '../shared/property-reader.ts';
import { readFragment } from './fragment.ts';
import { readProxy } from './proxy.ts';
import { readMachineWorkers } from './sections/docker-machine/properties.ts';
import { readAddress, readPeriods, readTimezone } from './timezone.ts';

export type Properties = ReturnType<typeof readRunner> &
  ReturnType<typeof readScale> &
  ReturnType<typeof readIdle> & { readonly workers: ReturnType<typeof readWorkers> };

/** What config.toml is made of. */
export type Configured = Properties & { readonly stack: Pick<Stack, 'id' | 'guid'> };

/** What is right one by one; what is wrong is noted as faults. */
export function readProperties(reading: Reading): Properties {
  return {
    ...readRunner(reading),
    ...readScale(reading),
    ...readIdle(reading),
    workers: readWorkers(reading),
  };
}

function readRunner(reading: Reading) {
  const { matching, text, whole } = reading;
  return {
    release: matching('Release', /^[\w.+-]{1,255}$/, 'a version'),
    gitLabUrl: readAddress(reading),
    runnerName: matching('RunnerName', /^[\s\S]{1,1024}$/, 'a name of 1 to 1024 characters'),
    region: matching('Region', /^[a-z]+(-[a-z]+)+-\d+$/, 'the name of an AWS region'),
    defaultImage: matching('DefaultImage', /^\S{1,1024}$/, "a container image's name without white space"),
    privileged: matching('Privileged', /^(true|false)$/, 'true or false') === 'true',
    cacheBucketName: matching('CacheBucketName', /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "a bucket's name"),
    /** What the cache's objects begin with in the bucket; empty for projects' alone. */
    cachePath: matching('CachePath', /^[0-9a-f-]{0,36}$/, "the stack's GUID, or empty"),
    hasOwnAuthority: text('GitLabCaCertificate') !== '',
    /** Undefined: everything is reached without one. */
    proxy: readProxy(reading),
    /** What AdditionalRunnerConfig adds to `[[runners]]`. */
    additional: readFragment(reading),
    drainSeconds: whole('DrainTimeout', 60, 7200),
  };
}

function readScale({ whole }: Reading) {
  return {
    maxWorkers: whole('MaxWorkers', 1, 1000),
    jobsPerWorker: whole('JobsPerWorker', 1, 100),
    /** 0: any number. */
    maxJobsPerWorker: whole('MaxJobsPerWorker', 0, 100_000),
  };
}

function readIdle(reading: Reading) {
  const { whole } = reading;
  return {
    /** During the peak periods; always, when there are none. */
    idleWorkers: whole('IdleWorkers', 0, 1000),
    offPeakIdleWorkers: whole('OffPeakIdleWorkers', 0, 1000),
    idleSeconds: whole('IdleTime', 0, 86_400),
    peakPeriods: readPeriods(reading),
    timezone: readTimezone(reading),
  };
}

function readWorkers(reading: Reading) {
  const { matching } = reading;
  const executors = /^docker(-autoscaler|\+machine)$/;
  const executor = matching('Executor', executors, 'docker-autoscaler or docker+machine');
  if (executor === 'docker+machine') return readMachineWorkers(reading);
  return {
    executor: 'docker-autoscaler' as const,
    groupName: matching('WorkerGroupName', /^[\s\S]{1,255}$/, "the workers' Auto Scaling group"),
  };
}
