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
  lintFails: {
    message:
      'config.toml does not pass gitlab-runner lint: see AdditionalRunnerConfig, and the lines above in /var/log/cfn-init.log.',
    advice:
      'Correct `AdditionalRunnerConfig`; lint names the key. A `RunnerVersion` may also no longer know one.',
  },
} as const satisfies Sentences;

/** What a manager says in its journal, and tries again or goes on. */
export const JOURNAL = {
  tokenNotKept: {
    message: 'The token that GitLab Runner has renewed could not be written to {parameter}.',
    advice:
      'In the journal of `gitlab-runner-token` or `gitlab-runner`, which try again. See the policy of `TokenKeyArn` and what the AWS CLI said in the line before.',
  },
  predecessorStays: {
    message: 'A manager before this one is still there after {seconds} s: starting all the same.',
    advice: 'The instance before it did not go, although its hook had ended: see it in EC2.',
  },
} as const satisfies Sentences;
