import { configuredStack } from '../../../scripts/lib/configured-stack.ts';
import { GIVEN, OTHERS } from '../../../scripts/lib/samples/parameters.ts';

/** What tests look for. A parameter that is not named here has the template's default. */
const NAMED = {
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
  WorkerRootDevice: '/dev/sda1',
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
  IdleFactor: '0',
  Timezone: 'Europe/Berlin',
  DefaultImage: 'alpine:3.22',
  RegistryMirror: '',
  Privileged: 'false',
  AdditionalRunnerConfig: '',
  HttpsProxy: '',
  NoProxy: '',
  CacheBucketName: 'cache-bucket',
  CacheKeyArn: '',
  CachePath: '',
  GitLabCaCertificate: '',
  DrainTimeout: '3600',
  MaximumTimeout: '0',
  RunnerVersion: '19.4.0',
};

/** Custom::RunnerConfiguration's properties as CloudFormation sends them: every scalar a string. */
export const SAMPLE: typeof NAMED = { ...configuredStack(GIVEN).propertiesOf('Configuration'), ...NAMED };

/** The properties that another value of a parameter changes, on the sample with what else must be given for it. */
export function changesBy(parameter: string): { readonly given: Properties; readonly changes: Properties } {
  const [value = '', given = {}] = OTHERS[parameter] ?? [];
  const of = (parameters: Readonly<Record<string, string>>) =>
    configuredStack({ ...GIVEN, ...parameters }).propertiesOf('Configuration');
  const [plain, before, after] = [of({}), of(given), of({ ...given, [parameter]: value })];
  return { given: differences(plain, before), changes: differences(before, after) };
}

type Properties = Readonly<Record<string, unknown>>;

function differences(before: Properties, after: Properties): Properties {
  const names = Object.keys(after).filter((name) => String(after[name]) !== String(before[name]));
  return Object.fromEntries(names.map((name) => [name, after[name]]));
}

/** The same for the other executor, which runs one job on a worker and starts workers of one type. */
export const MACHINE_SAMPLE = {
  ...SAMPLE,
  Executor: 'docker+machine',
  WorkerGroupName: '',
  WorkerInstanceTypes: 'm7i.large',
  JobsPerWorker: '1',
};
