/** Another value than the template's default, and what else must be given for it to mean anything. */
export type Other = readonly [value: string, given?: Readonly<Record<string, string>>];

const PEAK = { PeakPeriods: '* 8-17 * * mon-fri' };
const SOURCE = { GitLabToken: '', GitLabTokenSource: '/ci/one', RunnerScope: '' };
const FRAGMENT = `output_limit = 1
environment = ["A=1"]
[docker]
shm_size = 1
[cache]
MaxUploadedArchiveSize = 1
`;

/** What has no default: a credential, here an access token. */
export const GIVEN = { GitLabToken: 'glpat-one', RunnerScope: 'project/1' };

/** Each parameter of the template with another value. */
export const OTHERS: Readonly<Record<string, Other>> = {
  GitLabUrl: ['https://gitlab.example.com'],
  GitLabToken: ['GR1348941two', { GitLabToken: 'GR1348941one', RunnerScope: '' }],
  GitLabTokenSource: ['/ci/two', { ...SOURCE, GitLabTokenKind: 'registration' }],
  GitLabTokenKind: ['runner', { ...SOURCE, GitLabTokenKind: 'registration' }],
  RunnerScope: ['project/2'],
  RunnerDescription: ['another runner'],
  RunnerTags: ['docker,arm'],
  RunUntagged: ['false', { RunnerTags: 'docker' }],
  RunnerLocked: ['true'],
  RunnerProtected: ['true', { CacheBucketName: 'own-bucket' }],
  MaximumTimeout: ['3600'],
  StrictDeregistration: ['true'],

  Executor: ['docker+machine'],
  WorkerInstanceTypes: ['c7i.large'],
  WorkerMarket: ['spot'],
  OnDemandBase: ['1'],
  WorkerImageId: ['ami-00000000000000001'],
  MaxWorkers: ['11'],
  JobsPerWorker: ['3', { MaxJobsPerWorker: '0' }],
  MaxJobsPerWorker: ['5'],
  IdleWorkers: ['1'],
  IdleTime: ['60'],
  PeakPeriods: [PEAK.PeakPeriods],
  OffPeakIdleWorkers: ['1', PEAK],
  IdleFactor: ['0.5', { IdleWorkers: '1' }],
  Timezone: ['Europe/Berlin', PEAK],
  WorkerVolumeSize: ['50'],
  DefaultImage: ['debian:13'],
  EcrRegistries: ['123456789012.dkr.ecr.eu-central-1.amazonaws.com'],
  RegistryMirror: ['https://mirror.example.com'],
  Privileged: ['true'],
  TryFirstWorker: ['false'],
  AdditionalRunnerConfig: [FRAGMENT],

  VpcId: ['vpc-0a'],
  SubnetIds: ['subnet-0a'],
  AssignPublicIp: ['false'],
  FunctionSubnetIds: ['subnet-0b'],
  SshKeyName: ['key'],
  SshCidr: ['203.0.113.0/24'],
  HttpsProxy: ['http://proxy.example.com:3128'],
  NoProxy: ['.example.com', { HttpsProxy: 'http://proxy.example.com:3128' }],
  GitLabCaCertificate: ['/gitlab/ca'],

  CacheBucketName: ['another-bucket'],
  CacheKeyArn: ['arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d-0000-4000-8000-000000000003'],
  CacheExpirationDays: ['7'],
  CacheOnDelete: ['Retain'],

  ManagerInstanceType: ['t4g.small'],
  RunnerVersion: ['19.3.0'],
  DrainTimeout: ['900'],
  LogRetentionDays: ['7'],
  TokenKeyArn: ['arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d-0000-4000-8000-000000000002'],
  PermissionsBoundary: ['arn:aws:iam::123456789012:policy/boundary'],
  RolePath: ['/ci/'],
  ResourceTags: ['CostCenter=1234,Cost Unit=a=b'],

  AlarmEmail: ['ci@example.com'],
  AlarmTopicArn: ['arn:aws:sns:us-east-1:123456789012:alarms'],
  Dashboard: ['true'],
};
