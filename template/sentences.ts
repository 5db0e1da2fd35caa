import type { Explained, Sentences } from '../functions/sentence.ts';

const CUT_OR_ALTERED = 'A download that was cut or altered: try again, then look at what `HttpsProxy` names.';

/** What the programs in `manager/` say of a boot that failed; in the events the name of the step stands before it. */
export const BOOT = {
  notDownloaded: '{address} could not be downloaded: {reason}',
  badSignature:
    "GitLab's signature on the checksums of gitlab-runner {version} is not valid: has its package key changed?",
  runnerAltered: 'gitlab-runner {version} does not have the checksum that GitLab signed.',
  otherRelease: "GitLab's downloads hold gitlab-runner {found} in place of {version}.",
  machineAltered: 'docker-machine {version} does not have the checksum that GitLab published.',
  unreadable: '{parameter} could not be read: {reason}',
  notRegistered: 'The runner is not registered.',
  malformed: '{parameter} is no registration of this stack: its {field} is malformed.',
  notAsked: 'GitLab could not be asked whose the token in {parameter} is: {reason}',
  otherConfiguration: '{parameter} is not what the stack wrote.',
  noImage: '{parameter} does not hold the id of an image.',
  lintFails: 'gitlab-runner lint refuses config.toml: {reason}',
  keyNotMade: "The key of the workers' connections could not be made: {reason}",
  tokenNotProved: "gitlab-runner verify says of the runner's token: {result}",
  workerRefused: 'AWS starts no worker: {reason}',
  freePlan:
    "The account is on AWS's free plan: set WorkerInstanceTypes to m7i-flex.large, or upgrade the plan.",
  tooLate: '{step}: not done within {seconds} s. It said last: {line}',
} as const satisfies Sentences;

/** What the manager tells of the first worker, in the stack's output `Warnings`; the stack works all the same. */
export const FIRST_WORKER = {
  noCapacity: 'When the stack was created, AWS had no capacity for its first worker: {reason}',
  workerLacks: 'When the stack was created, its first worker was not ready for jobs: {reason}',
  workerLate: 'When the stack was created, its first worker did not come up within {seconds} s.',
} as const satisfies Sentences;

/** What a manager says in its journal, and tries again or goes on. */
export const JOURNAL = {
  tokenNotKept: 'The token that GitLab Runner has renewed could not be written to {parameter}: {reason}',
  notItsToken: 'The token in {parameter} is not of runner {id}, and is left alone.',
  oldHelper:
    "The installed amazon-ecr-credential-helper gives a registry's token to a host that only begins like one.",
  predecessorStays: 'A manager before this one is still there after {seconds} s: this one waits on.',
} as const satisfies Sentences;

/** For the documents alone: a function is built without it. */
export const EXPLAINED = {
  BOOT: {
    notDownloaded: {
      cause: 'There is no such `RunnerVersion`, or no route from the manager to it.',
      advice:
        'With `error: 403` or `404` there is no such `RunnerVersion`; else the manager does not reach it: see [the network](network.md).',
    },
    badSignature: {
      cause: 'GitLab signs with a new key.',
      advice:
        'See [the package key](updating.md#gitlabs-package-key). If it is the same, something between the manager and GitLab alters what it downloads.',
    },
    runnerAltered: {
      cause: 'A download that was cut, or a proxy that alters it.',
      advice: CUT_OR_ALTERED,
    },
    otherRelease: {
      cause: 'A mirror or proxy serves another release.',
      advice:
        'Something between the manager and GitLab serves another release under this address: look at what `HttpsProxy` names.',
    },
    machineAltered: {
      cause: 'A download that was cut, or a proxy that alters it.',
      advice: CUT_OR_ALTERED,
    },
    unreadable: {
      cause: 'A permissions boundary or policy, or no route to AWS’s services.',
      advice:
        'The manager tried for a minute. With AccessDenied: see the permissions boundary, the organisation’s policies and the policy of `TokenKeyArn`. With no connection: see [the network](network.md).',
    },
    notRegistered: {
      cause: 'A registration is under way.',
      advice: 'A registration is under way or its parameter was changed by hand: update the stack again.',
    },
    malformed: {
      cause: 'Somebody wrote the parameter over.',
      advice: 'Somebody has written the parameter over: find out who, and update the stack.',
    },
    notAsked: {
      cause: 'The manager does not reach GitLab.',
      advice:
        'A manager before this one has renewed the token, and nothing else than GitLab tells whether that is so. It is neither used nor lost: the manager goes on asking before it starts gitlab-runner, see [the network](network.md).',
    },
    otherConfiguration: {
      cause: 'Somebody wrote the parameter over.',
      advice: 'Somebody has written the parameter over: find out who, and update the stack.',
    },
    noImage: {
      cause: 'The parameter that `WorkerImageId` names holds something else.',
      advice:
        'The parameter that `WorkerImageId` names, or AWS’s public one, must hold an id such as `ami-0123456789abcdef0`.',
    },
    lintFails: {
      cause: 'A key in `AdditionalRunnerConfig` that this `RunnerVersion` does not know.',
      advice:
        'With an unknown key or a wrong type: correct `AdditionalRunnerConfig`. A `RunnerVersion` may also no longer know a key.',
    },
    keyNotMade: {
      cause: 'The manager’s memory is full.',
      advice:
        'The manager makes it in memory with ssh-keygen: see that its memory is not full, or take a larger `ManagerInstanceType`.',
    },
    tokenNotProved: {
      cause: 'The runner was removed in GitLab, or its token reset.',
      advice:
        'With `is not valid` the runner was deleted or its token reset: update the stack, which registers another. Else the manager does not reach GitLab: see the reason and [the network](network.md). The manager tries three times.',
    },
    workerRefused: {
      cause: 'A quota, a type that is not offered or not eligible, the key of the volumes, or a permission.',
      advice:
        'These are AWS’s own words of a launch. With a quota: have it raised, or choose a smaller type. With a type that is not offered or not eligible (an account on the free plan): choose another in `WorkerInstanceTypes`. With `Client.InternalError`: the key of the account’s volumes does not let Auto Scaling’s role use it. With a permission: see the permissions boundary and the organisation’s policies. The command that creates the stack anew is in the reason.',
    },
    freePlan: {
      cause: 'An account of after July 2025 that was not upgraded: EC2 starts few types in it.',
      advice:
        'Behind EC2’s own words. `m7i-flex.large` is one of those types; leave `ManagerInstanceType` at `t4g.micro`.',
    },
    tooLate: {
      cause: 'No route to the host that the last line names.',
      advice: 'What the last line names did not respond, or is too slow: see [the network](network.md).',
    },
  },
  FIRST_WORKER: {
    noCapacity: {
      cause: 'AWS has too few instances of the types in these zones at the moment.',
      advice:
        'It passes by itself, and jobs wait until then. More types in `WorkerInstanceTypes`, more subnets or `WorkerMarket` on-demand make it rarer.',
    },
    workerLacks: {
      cause:
        'What the worker said last: it does not reach GitLab or the registry, or its image has no Docker or EC2 Instance Connect.',
      advice:
        'The worker’s, or SSH’s, last words after three minutes of trying. Run a job: when it waits, see what they name: the image `WorkerImageId`, the route to the internet of `SubnetIds`, `HttpsProxy` and `NoProxy`, `RegistryMirror`, `GitLabCaCertificate`.',
    },
    workerLate: {
      cause: 'Auto Scaling has launched none and given no reason, or its image boots slowly.',
      advice:
        'Run a job: when it waits, the activities of the workers’ group say why (output `WorkerGroupUrl`).',
    },
  },
  JOURNAL: {
    tokenNotKept: {
      cause: 'The policy of `TokenKeyArn`.',
      advice:
        'In the journal of `gitlab-runner-token` or `gitlab-runner`, which try again. See the policy of `TokenKeyArn`.',
    },
    notItsToken: {
      cause: 'GitLab has renewed the token once more.',
      advice:
        'GitLab refuses what a manager has written down, or it is of another runner: the registered token is used. See who wrote it; an update of the stack says it, too.',
    },
    oldHelper: {
      cause: 'The package is older than 0.5.0.',
      advice:
        'In the manager’s log. A job could have the token sent to a host of its choice, so the helper is not used, and `EcrRegistries` has no effect until the package is newer.',
    },
    predecessorStays: {
      cause: 'The instance before it does not end.',
      advice:
        'No job is taken: the instance before it still lives although its drain must be over. Look at it in the activity of the group, and terminate it in EC2.',
    },
  },
} satisfies Explained<{ BOOT: typeof BOOT; FIRST_WORKER: typeof FIRST_WORKER; JOURNAL: typeof JOURNAL }>;
