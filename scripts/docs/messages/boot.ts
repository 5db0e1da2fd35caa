import { saidBy } from './message.ts';

const TEMPLATE = 'template/gitlab-runner.yaml';

/** What a manager says of a boot that failed; in the events the name of the step stands before it. */
export const BOOT = saidBy(TEMPLATE, [
  [
    '{address} could not be downloaded: {reason}',
    'With `error: 403` or `404` there is no such `RunnerVersion`; else the manager does not reach it: see [the network](network.md).',
  ],
  [
    "GitLab's signature on the checksums of gitlab-runner {version} is not valid: has its package key changed?",
    'See [the package key](updating.md#gitlabs-package-key). If it is the same, something between the manager and GitLab alters what it downloads.',
  ],
  [
    'gitlab-runner {version} does not have the checksum that GitLab signed.',
    'A download that was cut or altered: try again, then look at the proxy.',
  ],
  [
    'docker-machine {version} does not have the checksum that GitLab published.',
    'A download that was cut or altered: try again, then look at the proxy.',
  ],
  [
    '{parameter} could not be read: {reason}',
    'The manager tried for a minute. With AccessDenied: see the permissions boundary, the organisation’s policies and the policy of `TokenKeyArn`. With no connection: see [the network](network.md).',
  ],
  [
    'The runner is not registered.',
    'A registration is under way or its parameter was changed by hand: update the stack again.',
  ],
  [
    'config.toml does not pass gitlab-runner lint: see AdditionalRunnerConfig, and the lines above in /var/log/cfn-init.log.',
    'Correct `AdditionalRunnerConfig`; lint names the key. A `RunnerVersion` may also no longer know one.',
  ],
]);

/** What a manager says in its journal, and tries again or goes on. */
export const JOURNAL = saidBy(TEMPLATE, [
  [
    'The token that GitLab Runner has renewed could not be written to {parameter}.',
    'In the journal of `gitlab-runner-token` or `gitlab-runner`, which try again. See the policy of `TokenKeyArn` and what the AWS CLI said in the line before.',
  ],
  [
    'A manager before this one is still there after {seconds} s: starting all the same.',
    'The instance before it did not go, although its hook had ended: see it in EC2.',
  ],
]);
