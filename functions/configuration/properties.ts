import type { Stack } from '../custom-resource/resource.ts';
import { readGitLabUrl } from '../gitlab/url.ts';
import type { PropertyReader } from '../shared/property-reader.ts';
import { BUCKET_NAME, KEY_ARN, readExecutor } from '../shared/rules.ts';
import { readTags } from '../shared/tags.ts';
import { readFragment } from './fragment.ts';
import { readPeriods } from './period.ts';
import { readProxy } from './proxy.ts';
import { readMachineWorkers } from './sections/docker-machine/properties.ts';
import { readTimezone } from './timezone.ts';

export type Properties = ReturnType<typeof readRunner> &
  ReturnType<typeof readScale> &
  ReturnType<typeof readIdle> & {
    readonly workers: ReturnType<typeof readWorkers>;
    /** Of the configuration's parameter, and of what docker-machine starts. */
    readonly tags: ReturnType<typeof readTags>;
  };

/** What config.toml is made of. */
export type Configured = Properties & { readonly stack: Pick<Stack, 'id' | 'guid'> };

/** What is right one by one; what is wrong is noted as faults. */
export function readProperties(reader: PropertyReader): Properties {
  return {
    ...readRunner(reader),
    ...readScale(reader),
    ...readIdle(reader),
    workers: readWorkers(reader),
    tags: readTags(reader),
  };
}

function readRunner(reader: PropertyReader) {
  const { matching, text, whole } = reader;
  return {
    release: matching('Release', /^[\w.+-]{1,255}$/, 'a version'),
    gitLabUrl: readGitLabUrl(reader),
    runnerName: matching('RunnerName', /^[\s\S]{1,1024}$/, 'a name of 1 to 1024 characters'),
    region: matching('Region', /^[a-z]+(-[a-z]+)+-\d+$/, 'the name of an AWS region'),
    defaultImage: matching('DefaultImage', /^\S{1,1024}$/, "a container image's name without white space"),
    /** Of Docker Hub; empty without one. The other executor's workers have it in their user data. */
    registryMirror: matching(
      'RegistryMirror',
      /^(https:\/\/[A-Za-z0-9.-]+(:\d{1,5})?\/?)?$/,
      'empty or like https://mirror.example.com',
    ),
    privileged: matching('Privileged', /^(true|false)$/, 'true or false') === 'true',
    cacheBucketName: matching('CacheBucketName', BUCKET_NAME, "a bucket's name"),
    /** Of KMS; empty for what the bucket does by itself. */
    cacheKeyArn: text('CacheKeyArn') && matching('CacheKeyArn', KEY_ARN, "empty or a KMS key's ARN"),
    /** What the cache's objects begin with in the bucket; empty for projects' alone. */
    cachePath: matching('CachePath', /^[0-9a-f-]{0,36}$/, "the stack's GUID, or empty"),
    hasCaCertificate: text('GitLabCaCertificate') !== '',
    /** Undefined: everything is reached without one. */
    proxy: readProxy(reader),
    /** What AdditionalRunnerConfig adds to `[[runners]]`. */
    additional: readFragment(reader),
    /** A whole version such as 19.4.0. */
    runnerVersion: matching('RunnerVersion', /^\d+\.\d+\.\d+$/, 'a whole version such as 19.4.0'),
    /** The longest that a job may take, in seconds; 0 leaves it to GitLab. */
    maximumTimeout: Number(text('MaximumTimeout') || '0'),
    drainSeconds: whole('DrainTimeout', 60, 7200),
  };
}

function readScale({ whole }: PropertyReader) {
  return {
    maxWorkers: whole('MaxWorkers', 1, 1000),
    jobsPerWorker: whole('JobsPerWorker', 1, 100),
    /** 0: any number. */
    maxJobsPerWorker: whole('MaxJobsPerWorker', 0, 100_000),
  };
}

function readIdle(reader: PropertyReader) {
  const { matching, whole } = reader;
  return {
    /** During the peak periods; always, when there are none. */
    idleWorkers: whole('IdleWorkers', 0, 1000),
    offPeakIdleWorkers: whole('OffPeakIdleWorkers', 0, 1000),
    /** For each worker that is busy; at most 0.01 apart. */
    idleFactor: Number(
      matching('IdleFactor', /^(\d(\.\d{1,2})?|10)$/, 'a number from 0 to 10, such as 0.5 or 1.25'),
    ),
    idleSeconds: whole('IdleTime', 0, 86_400),
    peakPeriods: readPeriods(reader),
    timezone: readTimezone(reader),
  };
}

function readWorkers(reader: PropertyReader) {
  const { matching } = reader;
  if (readExecutor(reader) === 'docker+machine') return readMachineWorkers(reader);
  return {
    executor: 'docker-autoscaler' as const,
    groupName: matching('WorkerGroupName', /^[\s\S]{1,255}$/, "the workers' Auto Scaling group"),
  };
}
