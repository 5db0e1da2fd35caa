import { OTHERS } from '../../scripts/lib/samples/parameters.ts';
import { changesBy, MACHINE_SAMPLE, SAMPLE } from '../support/samples/configuration.ts';
import type { Changes } from './sample.ts';

const PEM = '-----BEGIN CERTIFICATE-----\nMARKED\n-----END CERTIFICATE-----';
const WORK_HOURS = '* 8-17 * * mon-fri';
const FRAGMENT = `output_limit = 8192
environment = ["A=1"]
[feature_flags]
FF_NETWORK_PER_BUILD = true
[docker]
shm_size = 300_000_000
volumes = ["/certs"]
allowed_pull_policies = ["always", "if-not-present"]
[docker.sysctls]
"net.ipv4.ip_forward" = "1"
[[docker.services]]
name = "redis:8"
`;

/** For both executors. */
const EVERY: Readonly<Record<string, Changes>> = {
  'as the sample': {},
  'no idle workers, gone at once': { IdleWorkers: '0', IdleTime: '0' },
  'one worker for one job': {
    MaxWorkers: '1',
    JobsPerWorker: '1',
    MaxJobsPerWorker: '1',
    IdleWorkers: '0',
  },
  '200 workers, 200 idle': { MaxWorkers: '200', IdleWorkers: '200' },
  'workers without end': { MaxJobsPerWorker: '0' },
  'work hours': { PeakPeriods: WORK_HOURS },
  'two periods and idle workers outside them': {
    PeakPeriods: `${WORK_HOURS}; 30-59/5 18 1,15 jan-mar *`,
    OffPeakIdleWorkers: '1',
  },
  'idle workers for the busy ones': { IdleFactor: '1', PeakPeriods: WORK_HOURS },
  'a proxy': { HttpsProxy: 'http://proxy.example.com:3128/', NoProxy: '.example.com, 10.0.0.0/8' },
  'a private CA': { GitLabCaCertificate: PEM },
  'an authority in a parameter': { GitLabCaCertificate: '/gitlab/ca' },
  'proxy, authority and periods': {
    HttpsProxy: 'http://proxy.example.com:80',
    GitLabCaCertificate: PEM,
    PeakPeriods: WORK_HOURS,
  },
  'privileged jobs': { Privileged: 'true' },
  'a fragment': { AdditionalRunnerConfig: FRAGMENT },
  'a fragment beside a proxy': {
    AdditionalRunnerConfig: FRAGMENT,
    HttpsProxy: 'http://10.0.0.1:3128',
    Privileged: 'true',
  },
  'names that TOML must quote': { RunnerName: 'a\n[[runners]]\n"""\\ \u0001\u007f é', DefaultImage: 'a"b' },
  'another bucket': { CacheBucketName: 'a.bucket-1' },
  'a part of the bucket': { CachePath: '0a1b2c3d-0000-4000-8000-000000000001' },
  'a time zone by an older name': { PeakPeriods: WORK_HOURS, Timezone: 'us/pacific' },
  'the shortest drain': { DrainTimeout: '60' },
  'the longest drain': { DrainTimeout: '7200', MaxWorkers: '1000' },
  China: { Region: 'cn-north-1', Zones: 'cn-north-1a' },
};

const AUTOSCALER: Readonly<Record<string, Changes>> = {
  'ten jobs on a worker': { JobsPerWorker: '10', MaxJobsPerWorker: '100' },
  'the most of everything': { MaxWorkers: '1000', JobsPerWorker: '100', MaxJobsPerWorker: '100000' },
};

const MACHINE: Readonly<Record<string, Changes>> = {
  spot: { WorkerMarket: 'spot' },
  'spot with private addresses': { WorkerMarket: 'spot', AssignPublicIp: 'false' },
  'private addresses': { AssignPublicIp: 'false' },
  'addresses by the subnet': { AssignPublicIp: 'subnet' },
  'an own image': { WorkerImage: 'ami-0123456789abcdef0' },
  'several subnets': {
    SubnetIds: 'subnet-0a,subnet-0b,subnet-0c',
    Zones: 'eu-central-1c,eu-central-1a,eu-central-1b',
  },
  'a region that docker-machine does not know': { Region: 'il-central-1', Zones: 'il-central-1a' },
  'a local zone': { Region: 'us-west-2', Zones: 'us-west-2-lax-1a' },
};

/** Each parameter alone with another value, of those that come through this function. */
const ALONE: Readonly<Record<string, Changes>> = Object.fromEntries(
  Object.keys(OTHERS)
    .filter((parameter) => parameter !== 'Executor')
    .map((parameter) => ({ parameter, ...changesBy(parameter) }))
    .filter(({ changes }) => Object.keys(changes).length > 0)
    .map(({ parameter, given, changes }) => [`another ${parameter}`, { ...given, ...changes }]),
);
const { 'another JobsPerWorker': _, ...ALONE_WITH_MACHINE } = ALONE;

const named = (executor: string, base: Changes, changes: Readonly<Record<string, Changes>>) =>
  Object.entries(changes).map(([name, one]) => ({
    name: `${executor}, ${name}`,
    changes: { ...base, ...one },
  }));

export const COMBINATIONS = [
  ...named('docker-autoscaler', SAMPLE, { ...EVERY, ...ALONE, ...AUTOSCALER }),
  ...named('docker+machine', MACHINE_SAMPLE, { ...EVERY, ...ALONE_WITH_MACHINE, ...MACHINE }),
];
