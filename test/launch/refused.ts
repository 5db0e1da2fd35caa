/** Mistakes that no parameter alone shows, where a stack says what, and the parameter that is to be corrected. */
export const REFUSED: ReadonlyArray<{
  readonly values: Readonly<Record<string, string>>;
  readonly sentence: string;
  readonly parameter: string;
}> = [
  {
    values: { GitLabTokenSource: '/ci/token' },
    sentence: 'GitLabTokenSource requires GitLabTokenKind: access, runner or registration.',
    parameter: 'GitLabTokenKind',
  },
  {
    values: { SshKeyName: 'mine' },
    sentence: 'SSH to the manager requires both SshKeyName and SshCidr; Session Manager needs neither.',
    parameter: 'SshCidr',
  },
  {
    values: { Executor: 'docker+machine', JobsPerWorker: '4', MaxJobsPerWorker: '0' },
    sentence: 'docker+machine runs one job on a worker at a time: leave JobsPerWorker at 1.',
    parameter: 'JobsPerWorker',
  },
  {
    values: { FunctionSubnetIds: 'subnet-0123456789abcdef0' },
    sentence: 'FunctionSubnetIds requires VpcId, the VPC that the subnets are in.',
    parameter: 'VpcId',
  },
  {
    values: { PeakPeriods: '* 8-17 * * mon-friday' },
    sentence:
      "The runner's configuration cannot work: period 1 of PeakPeriods has a wrong day of week: it must be * or 0 to 6 or sun to sat, with lists, with ranges that go up and with steps after * or a range.",
    parameter: 'PeakPeriods',
  },
  {
    values: { WorkerInstanceTypes: 'm7i.large,m7g.large' },
    sentence:
      'WorkerInstanceTypes mixes architectures: m7i.large is x86_64, m7g.large is arm64: choose types of one architecture, as all workers have one image.',
    parameter: 'WorkerInstanceTypes',
  },
  {
    values: { GitLabTokenKind: 'access' },
    sentence:
      "The runner's parameters cannot work: an access token needs RunnerScope: instance, group/ID or project/ID, with the ID of Actions > Copy group ID or Copy project ID in GitLab.",
    parameter: 'RunnerScope',
  },
  {
    values: { GitLabTokenKind: 'runner', RunnerScope: 'group/7' },
    sentence:
      "The runner's parameters cannot work: RunnerScope is only for access tokens, and GitLabTokenKind says runner: leave it empty, or set GitLabTokenKind to access.",
    parameter: 'RunnerScope',
  },
  {
    values: { GitLabTokenKind: 'runner', RunnerTags: 'docker' },
    sentence:
      "The runner's parameters cannot work: a runner token brings its own tags and settings: set them in GitLab and leave RunnerTags at the default.",
    parameter: 'RunnerTags',
  },
  {
    values: { RunUntagged: 'false' },
    sentence: "The runner's parameters cannot work: a runner that takes no untagged jobs needs RunnerTags.",
    parameter: 'RunnerTags',
  },
  {
    values: { JobsPerWorker: '4' },
    sentence:
      "The runner's configuration cannot work: MaxJobsPerWorker is less than JobsPerWorker: raise it, or set it to 0 for no limit.",
    parameter: 'MaxJobsPerWorker',
  },
  {
    values: { IdleWorkers: '21' },
    sentence: "The runner's configuration cannot work: IdleWorkers is more than MaxWorkers.",
    parameter: 'IdleWorkers',
  },
  {
    values: { AdditionalRunnerConfig: '[docker]\nimage = "alpine"' },
    sentence:
      "The runner's configuration cannot work: AdditionalRunnerConfig may not set docker.image: use DefaultImage.",
    parameter: 'AdditionalRunnerConfig',
  },
  {
    values: { GitLabUrl: 'https://169.254.169.254' },
    sentence:
      'The parameters cannot work: GitLabUrl must be an https:// URL without user, query, fragment or $, and not link-local.',
    parameter: 'GitLabUrl',
  },
];
