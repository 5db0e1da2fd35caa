import type { Sentences } from '../functions/sentence.ts';

const CUT_OR_ALTERED = 'A download that was cut or altered: try again, then look at the proxy.';

/** What the programs in `manager/` say of a boot that failed; in the events the name of the step stands before it. */
export const BOOT = {
  notDownloaded: {
    message: '{address} could not be downloaded: {reason}',
    advice:
      'With `error: 403` or `404` there is no such `RunnerVersion`; else the manager does not reach it: see [the network](network.md).',
  },
  badSignature: {
    message:
      "GitLab's signature on the checksums of gitlab-runner {version} is not valid: has its package key changed?",
    advice:
      'See [the package key](updating.md#gitlabs-package-key). If it is the same, something between the manager and GitLab alters what it downloads.',
  },
  runnerAltered: {
    message: 'gitlab-runner {version} does not have the checksum that GitLab signed.',
    advice: CUT_OR_ALTERED,
  },
  otherRelease: {
    message: "GitLab's downloads hold gitlab-runner {found} in place of {version}.",
    advice:
      'Something between the manager and GitLab serves another release under this address: look at the proxy.',
  },
  machineAltered: {
    message: 'docker-machine {version} does not have the checksum that GitLab published.',
    advice: CUT_OR_ALTERED,
  },
  unreadable: {
    message: '{parameter} could not be read: {reason}',
    advice:
      'The manager tried for a minute. With AccessDenied: see the permissions boundary, the organisation’s policies and the policy of `TokenKeyArn`. With no connection: see [the network](network.md).',
  },
  notRegistered: {
    message: 'The runner is not registered.',
    advice: 'A registration is under way or its parameter was changed by hand: update the stack again.',
  },
  malformed: {
    message: '{parameter} is no registration of this stack: its {field} is malformed.',
    advice: 'Somebody has written the parameter over: find out who, and update the stack.',
  },
  notAsked: {
    message: 'GitLab could not be asked whose the token in {parameter} is: {reason}',
    advice:
      'A manager before this one has renewed the token, and nothing else than GitLab tells whether that is so. It is neither used nor lost: the manager goes on asking before it starts gitlab-runner, see [the network](network.md).',
  },
  otherConfiguration: {
    message: '{parameter} is not what the stack wrote.',
    advice: 'Somebody has written the parameter over: find out who, and update the stack.',
  },
  noImage: {
    message: '{parameter} does not hold the id of an image.',
    advice:
      'The parameter that `WorkerImageId` names, or AWS’s public one, must hold an id such as `ami-0123456789abcdef0`.',
  },
  lintFails: {
    message: 'gitlab-runner lint refuses config.toml: {reason}',
    advice:
      'With an unknown key or a wrong type: correct `AdditionalRunnerConfig`. A `RunnerVersion` may also no longer know a key.',
  },
  keyNotMade: {
    message: "The key of the workers' connections could not be made: {reason}",
    advice: 'The manager makes it in memory with ssh-keygen: see that its memory is not full.',
  },
  tokenNotProved: {
    message: "gitlab-runner verify says of the runner's token: {result}",
    advice:
      'With `is not valid` the runner was deleted or its token reset: update the stack, which registers another. Else the manager does not reach GitLab: see the reason and [the network](network.md). The manager tries three times.',
  },
  tooLate: {
    message: '{step}: not done within {seconds} s. It said last: {line}',
    advice: 'What the last line names did not answer, or is too slow: see [the network](network.md).',
  },
} as const satisfies Sentences;

/** What a manager says in its journal, and tries again or goes on. */
export const JOURNAL = {
  tokenNotKept: {
    message: 'The token that GitLab Runner has renewed could not be written to {parameter}: {reason}',
    advice:
      'In the journal of `gitlab-runner-token` or `gitlab-runner`, which try again. See the policy of `TokenKeyArn`.',
  },
  notItsToken: {
    message: 'The token in {parameter} is not of runner {id}, and is left alone.',
    advice:
      'GitLab refuses what a manager has written down, or it is of another runner: the registered token is used. See who wrote it; an update of the stack says it, too.',
  },
  predecessorStays: {
    message: 'A manager before this one is still there after {seconds} s: starting all the same.',
    advice: 'The instance before it did not go, although its hook had ended: see it in EC2.',
  },
} as const satisfies Sentences;
