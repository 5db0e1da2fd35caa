import { parse, type TomlTableWithoutBigInt as Table } from 'smol-toml';
import { parseProperties } from '../../functions/configuration/properties.ts';
import { render } from '../../functions/configuration/render.ts';
import { STACK } from '../support/request.ts';

/** Properties as CloudFormation sends them: every scalar a string. */
export const SAMPLE = {
  ServiceToken: 'arn:aws:lambda:eu-central-1:123456789012:function:configuration',
  Release: '1.2.3',
  Region: 'eu-central-1',
  Executor: 'docker-autoscaler',
  GitLabUrl: 'https://gitlab.example.com/gitlab/',
  RunnerName: 'runner "one"',
  WorkerGroupName: 'workers',
  WorkerInstanceTypes: 'm7i.large,m6i.large',
  WorkerMarket: 'on-demand',
  WorkerImage: 'resolve:ssm:/aws/service/worker/image_id',
  WorkerVolumeSize: '40',
  WorkerSecurityGroupName: 'gitlab-runner-workers-0a1b2c3d-0000-4000-8000-000000000001',
  VpcId: 'vpc-0123456789abcdef0',
  SubnetIds: 'subnet-0123456789abcdef0',
  Zones: 'eu-central-1b',
  AssignPublicIp: 'true',
  MaxWorkers: '10',
  JobsPerWorker: '2',
  MaxJobsPerWorker: '4',
  IdleWorkers: '3',
  IdleTime: '600',
  PeakPeriods: '',
  OffPeakIdleWorkers: '0',
  Timezone: 'Europe/Berlin',
  DefaultImage: 'alpine:3.22',
  Privileged: 'false',
  AdditionalRunnerConfig: '',
  HttpsProxy: '',
  NoProxy: '',
  CacheBucketName: 'cache-bucket',
  GitLabCaCertificate: '',
  DrainTimeout: '600',
};

/** The same for the other executor, which runs one job on a worker and starts workers of one type. */
export const MACHINE_SAMPLE = {
  ...SAMPLE,
  Executor: 'docker+machine',
  WorkerGroupName: '',
  WorkerInstanceTypes: 'm7i.large',
  JobsPerWorker: '1',
};

export type Changes = Partial<typeof SAMPLE>;

export const parsed = (changes: Changes = {}) => ({
  ...parseProperties({ ...SAMPLE, ...changes }),
  stack: STACK,
});
export const rendered = (changes: Changes = {}) => render(parsed(changes));
/** The only `[[runners]]`. */
export const runnerOf = (changes: Changes = {}) => (parse(rendered(changes)).runners as Table[])[0] ?? {};

export const machineRendered = (changes: Changes = {}) => rendered({ ...MACHINE_SAMPLE, ...changes });
export const machineOf = (changes: Changes = {}) =>
  runnerOf({ ...MACHINE_SAMPLE, ...changes }).machine as Table;
/** docker-machine's options by their names; one that is given more than once has its values in a list. */
export function optionsOf(changes: Changes = {}): Record<string, string[]> {
  const pairs = (machineOf(changes).MachineOptions as string[]).map((option) => option.split(/=(.*)/s));
  const names = new Set(pairs.map(([name = '']) => name));
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      pairs.filter(([other]) => other === name).map(([, value = '']) => value),
    ]),
  );
}
