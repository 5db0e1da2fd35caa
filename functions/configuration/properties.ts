import { OperatorError } from '../custom-resource/errors.ts';
import { readAddress, readTimezone } from './recognise.ts';

export interface Properties {
  readonly release: string;
  readonly gitLabUrl: string;
  readonly runnerName: string;
  readonly workerGroupName: string;
  readonly region: string;
  readonly maxWorkers: number;
  readonly jobsPerWorker: number;
  readonly maxJobsPerWorker: number;
  readonly idleWorkers: number;
  readonly idleSeconds: number;
  readonly timezone: string;
  readonly defaultImage: string;
  readonly privileged: boolean;
  readonly cacheBucketName: string;
  readonly hasOwnAuthority: boolean;
}

const SIMPLE_NAME = /^[\w.+-]{1,255}$/;

/** Reads Custom::RunnerConfiguration's properties; one OperatorError names every fault in them. */
export function parseProperties(raw: Readonly<Record<string, unknown>>): Properties {
  const faults: string[] = [];
  const text = (name: string) => (typeof raw[name] === 'string' ? raw[name].trim() : '');
  const matching = (name: string, shape: RegExp, wanted: string) => {
    if (!shape.test(text(name))) faults.push(`${name} must be ${wanted}`);
    return text(name);
  };
  const whole = (name: string, least: number) => {
    const value = /^\d{1,6}$/.test(text(name)) ? Number(text(name)) : Number.NaN;
    if (!(value >= least)) faults.push(`${name} must be a whole number from ${least}`);
    return value;
  };
  const properties: Properties = {
    release: matching('Release', SIMPLE_NAME, 'a version'),
    gitLabUrl: readAddress(text('GitLabUrl'), faults),
    runnerName: matching('RunnerName', /^[\s\S]{1,1024}$/, 'a name of 1 to 1024 characters'),
    workerGroupName: matching('WorkerGroupName', /^[\s\S]{1,255}$/, "the workers' Auto Scaling group"),
    region: matching('Region', /^[a-z]{2}(-[a-z]+)+-\d+$/, 'the name of an AWS region'),
    maxWorkers: whole('MaxWorkers', 1),
    jobsPerWorker: whole('JobsPerWorker', 1),
    maxJobsPerWorker: whole('MaxJobsPerWorker', 0),
    idleWorkers: whole('IdleWorkers', 0),
    idleSeconds: whole('IdleTime', 0),
    timezone: readTimezone(text('Timezone'), faults),
    defaultImage: matching('DefaultImage', /^\S{1,1024}$/, "a container image's name without white space"),
    privileged: matching('Privileged', /^(true|false)$/, 'true or false') === 'true',
    cacheBucketName: matching('CacheBucketName', /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "a bucket's name"),
    hasOwnAuthority: text('GitLabCaCertificate') !== '',
  };
  faults.push(...contradictions(properties));
  if (faults.length > 0)
    throw new OperatorError(`The runner's configuration cannot work: ${faults.join('; ')}.`);
  return properties;
}

function contradictions({ idleWorkers, maxWorkers, maxJobsPerWorker, jobsPerWorker }: Properties): string[] {
  const faults = [];
  if (idleWorkers > maxWorkers) faults.push('IdleWorkers is more than MaxWorkers');
  // Such a worker is removed before it is full, and jobs that were accepted for the rest wait until they fail.
  if (maxJobsPerWorker > 0 && maxJobsPerWorker < jobsPerWorker)
    faults.push('MaxJobsPerWorker is less than JobsPerWorker: raise it, or set it to 0 for no limit');
  return faults;
}
