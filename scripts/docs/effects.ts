/**
 * What a change of a parameter does to a stack that runs jobs, from the gentlest:
 * - `changes nothing that runs`: it counts for what is started from then on, or for what is not running.
 * - `reloads`: the running manager takes it over within two minutes, and no job notices.
 * - `replaces the manager`: the manager drains for up to DrainTimeout, then another one goes on.
 * - `replaces the runner`: a new runner appears in GitLab, with a new manager, and the old one goes.
 */
export type ParameterEffect =
  | 'changes nothing that runs'
  | 'reloads'
  | 'replaces the manager'
  | 'replaces the runner';

export interface Described {
  readonly effect: ParameterEffect;
  readonly why: string;
  /** Where the executor docker+machine differs. */
  readonly withDockerMachine?: ParameterEffect;
}

const NEW_JOBS = 'Each new job is run with it.';
const NEW_WORKERS = 'New workers have it; the running ones stay as they are until they are removed.';
const IN_PLACE =
  'With an access token it is edited in place. A registration token can edit nothing, so the runner is replaced; with a runner token it is set in GitLab.';
const SCALER =
  'gitlab-runner reads it once, when its autoscaler starts; docker-machine reads it for each machine.';
const POLICY = 'gitlab-runner takes its idle policy over while it runs.';
const FROM_START = 'The manager has it in its environment from its start.';
const LAUNCH = "It stands in the manager's launch template.";

/** Every parameter of the template. */
export const PARAMETER_EFFECTS: Readonly<Record<string, Described>> = {
  GitLabUrl: { effect: 'replaces the runner', why: 'A runner belongs to one GitLab.' },
  GitLabToken: {
    effect: 'replaces the runner',
    why: 'The runner is made of a registration token, or is the runner token’s own. Another access token changes nothing that runs.',
  },
  GitLabTokenSource: {
    effect: 'replaces the runner',
    why: 'The name stands in for the token. A new value under the same name, or another name of an access token, changes nothing that runs.',
  },
  GitLabTokenKind: { effect: 'replaces the runner', why: 'Each kind makes its own runner.' },
  RunnerScope: { effect: 'replaces the runner', why: 'A runner cannot change its group or project.' },
  RunnerDescription: { effect: 'reloads', why: IN_PLACE },
  RunnerTags: { effect: 'changes nothing that runs', why: IN_PLACE },
  RunUntagged: { effect: 'changes nothing that runs', why: IN_PLACE },
  RunnerLocked: { effect: 'changes nothing that runs', why: IN_PLACE },
  RunnerProtected: {
    effect: 'reloads',
    why: `${IN_PLACE} With CacheBucketName the cache begins empty, in another part of the bucket; otherwise nothing that runs changes.`,
  },
  MaximumTimeout: { effect: 'changes nothing that runs', why: IN_PLACE },
  StrictDeregistration: {
    effect: 'changes nothing that runs',
    why: 'It counts when the stack is deleted.',
  },

  Executor: { effect: 'replaces the manager', why: 'The other executor’s workers end with the old manager.' },
  WorkerInstanceTypes: {
    effect: 'changes nothing that runs',
    why: NEW_WORKERS,
    withDockerMachine: 'reloads',
  },
  WorkerMarket: { effect: 'changes nothing that runs', why: NEW_WORKERS, withDockerMachine: 'reloads' },
  OnDemandBase: { effect: 'changes nothing that runs', why: NEW_WORKERS },
  WorkerImageId: { effect: 'changes nothing that runs', why: NEW_WORKERS, withDockerMachine: 'reloads' },
  MaxWorkers: { effect: 'replaces the manager', why: SCALER, withDockerMachine: 'reloads' },
  JobsPerWorker: { effect: 'replaces the manager', why: SCALER },
  MaxJobsPerWorker: { effect: 'replaces the manager', why: SCALER, withDockerMachine: 'reloads' },
  IdleWorkers: { effect: 'reloads', why: POLICY },
  IdleTime: { effect: 'reloads', why: POLICY },
  PeakPeriods: { effect: 'reloads', why: POLICY },
  OffPeakIdleWorkers: { effect: 'reloads', why: POLICY },
  Timezone: { effect: 'reloads', why: POLICY },
  WorkerVolumeSize: { effect: 'changes nothing that runs', why: NEW_WORKERS, withDockerMachine: 'reloads' },
  DefaultImage: { effect: 'reloads', why: NEW_JOBS },
  Privileged: { effect: 'reloads', why: NEW_JOBS },
  AdditionalRunnerConfig: { effect: 'reloads', why: NEW_JOBS },

  VpcId: { effect: 'replaces the manager', why: 'An instance cannot move to another network.' },
  SubnetIds: { effect: 'replaces the manager', why: 'An instance cannot move to another network.' },
  AssignPublicIp: { effect: 'replaces the manager', why: LAUNCH },
  FunctionSubnetIds: { effect: 'changes nothing that runs', why: 'Only the functions move.' },
  SshKeyName: { effect: 'replaces the manager', why: LAUNCH },
  SshCidr: { effect: 'changes nothing that runs', why: 'Only the security group changes.' },
  HttpsProxy: { effect: 'replaces the manager', why: FROM_START },
  NoProxy: { effect: 'replaces the manager', why: FROM_START },
  GitLabCaCertificate: {
    effect: 'reloads',
    why: 'gitlab-runner reads the file again when it connects; new workers have it, too.',
  },

  CacheBucketName: {
    effect: 'reloads',
    why: 'New jobs use the other bucket, without what the old one holds.',
  },
  CacheExpirationDays: { effect: 'changes nothing that runs', why: 'Only the bucket’s rule changes.' },
  CacheOnDelete: { effect: 'changes nothing that runs', why: 'It counts when the stack is deleted.' },

  ManagerInstanceType: { effect: 'replaces the manager', why: LAUNCH },
  RunnerVersion: { effect: 'replaces the manager', why: 'A manager is never upgraded in place.' },
  DrainTimeout: { effect: 'replaces the manager', why: 'The manager’s service has it from its start.' },
  LogRetentionDays: { effect: 'changes nothing that runs', why: 'Only the log groups change.' },
  TokenKeyArn: {
    effect: 'reloads',
    why: 'The token is encrypted anew, and the manager reads it again.',
  },
  PermissionsBoundary: { effect: 'changes nothing that runs', why: 'Only the roles change.' },
  RolePath: {
    effect: 'replaces the manager',
    why: 'Each role is made anew, and the manager’s is in its launch template.',
  },
};
