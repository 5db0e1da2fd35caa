import type { Explained, Sentences } from '../sentence.ts';

/** What Custom::RunnerConfiguration says. */
export const FAILURES = {
  invalid: "The runner's configuration cannot work: {errors}.",
  tooLong:
    "The runner's config.toml has {bytes} bytes and an SSM parameter holds {most}: shorten AdditionalRunnerConfig, PeakPeriods, RunnerDescription or DefaultImage.",
} as const satisfies Sentences;

/**
 * What works and is worth a thought, in the output `Warnings`. The sentences hold no values, or ones that are cut,
 * so that all of them together fit beside the rest of a response, of which CloudFormation takes 4096 bytes.
 */
export const WARNINGS = {
  privileged: 'A privileged job can change its worker for the jobs after it: keep MaxJobsPerWorker at 1.',
  opensWorker:
    'AdditionalRunnerConfig lets jobs take over their worker ({keys}): keep MaxJobsPerWorker at 1, and give protected branches a stack of their own.',
  hostNetwork:
    "AdditionalRunnerConfig puts jobs on the worker's own network, where they reach its metadata service and each other's ports.",
  offPeakUnused: 'OffPeakIdleWorkers means nothing without PeakPeriods: IdleWorkers are kept at all times.',
  factorUnused:
    'IdleFactor means nothing to docker+machine without IdleWorkers: set IdleWorkers to at least 1.',
  endsJobs:
    "A job may take longer than DrainTimeout and then fails with its manager, at an update or the monthly replacement: set DrainTimeout to MaximumTimeout, or to 3600 for GitLab's own default.",
  keysNotKnown:
    'RunnerVersion is newer than the keys that this release knows, {known}, so the next manager may refuse this: AdditionalRunnerConfig {errors}.',
  machineEnds:
    'GitLab removes docker+machine with version 20.0 in May 2027: plan to set Executor to docker-autoscaler.',
  machineTakesOneSubnet: 'docker+machine uses only the first of SubnetIds.',
  machinesArePublic:
    'docker+machine cannot leave public IP addresses to the subnet, so its workers have them: set AssignPublicIp to false if they must not.',
  machinesTaggedLate:
    'docker+machine gives spot instances ResourceTags once they run, and their volumes and interfaces none: set WorkerMarket to on-demand, or Executor to docker-autoscaler, where a policy demands them at the launch.',
  machinesStopSlowly:
    'docker+machine takes up to 300 seconds to remove its workers when the manager stops: set DrainTimeout to 300 or more.',
} as const satisfies Sentences;

/** What is in its log beside the response. */
export const NOTES = {
  signalUnread: "What came with the manager's signal cannot be read: the output Warnings leaves it out.",
} as const satisfies Sentences;

/** For the documents alone: a function is built without it. */
export const EXPLAINED = {
  FAILURES: {
    invalid: {
      cause:
        'A key in `AdditionalRunnerConfig` that GitLab Runner does not know, or a value of another type.',
      advice: 'Each validation error names its parameter.',
    },
    tooLong: {
      cause: 'Long scripts in `AdditionalRunnerConfig`.',
      advice: 'Keep scripts in the repository or the image.',
    },
  },
  WARNINGS: {
    privileged: {
      cause: '`Privileged` is true and `MaxJobsPerWorker` is not 1.',
      advice: 'See [what a job can reach](security.md#what-a-job-can-reach).',
    },
    opensWorker: {
      cause:
        'A key of `AdditionalRunnerConfig` gives jobs Docker’s socket, a system folder, devices or capabilities.',
      advice: 'With Docker’s socket or such a key a job is root on its worker, as with `Privileged`.',
    },
    hostNetwork: {
      cause: '`network_mode = "host"` in `AdditionalRunnerConfig`.',
      advice: 'See [what a job can reach](security.md#what-a-job-can-reach).',
    },
    offPeakUnused: {
      cause: '`PeakPeriods` was forgotten.',
      advice: 'Set `PeakPeriods`, or leave `OffPeakIdleWorkers` at its default.',
    },
    factorUnused: {
      cause: 'gitlab-runner counts the factor only where the executor keeps idle machines.',
      advice: 'docker-autoscaler needs no idle worker for it.',
    },
    endsJobs: {
      cause: '`DrainTimeout` is at its default.',
      advice: 'More than 7200 cannot be waited for.',
    },
    keysNotKnown: {
      cause: '`RunnerVersion` was raised before the stack.',
      advice: 'Try `gitlab-runner lint` of that version, or update the stack to a newer release.',
    },
    machineEnds: {
      cause: '`Executor` is docker+machine.',
      advice: 'See [from docker+machine](migration.md#from-dockermachine-to-docker-autoscaler).',
    },
    machineTakesOneSubnet: {
      cause: '`SubnetIds` has several, and `Executor` is docker+machine.',
      advice: 'Name the one that is wanted first, or set `Executor` to docker-autoscaler.',
    },
    machinesArePublic: {
      cause: '`AssignPublicIp` is `subnet`, and `Executor` is docker+machine.',
      advice: 'Without public addresses the subnet needs a NAT gateway.',
    },
    machinesTaggedLate: {
      cause: '`ResourceTags` are set, `Executor` is docker+machine and `WorkerMarket` is spot.',
      advice: 'Nothing is to be done where no policy demands tags.',
    },
    machinesStopSlowly: {
      cause: '`DrainTimeout` is below 300, and `Executor` is docker+machine.',
      advice: 'Else workers of the old manager go by the reaper, minutes later.',
    },
  },
  NOTES: {
    signalUnread: {
      cause: 'Somebody other than the manager sent the signal.',
      advice: 'In the log only. See [who can send a signal](security.md#signals).',
    },
  },
} satisfies Explained<{ FAILURES: typeof FAILURES; WARNINGS: typeof WARNINGS; NOTES: typeof NOTES }>;
