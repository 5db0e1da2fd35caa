/** What somebody fills in, with everything in it that a link, a shell or YAML could spoil. */
export const FILLED: Readonly<Record<string, string>> = {
  GitLabUrl: 'https://gitlab.example.com/sub',
  GitLabTokenSource: '/ci/gitlab/token',
  GitLabTokenKind: 'access',
  RunnerScope: 'group/42',
  RunnerDescription: 'Ada\'s "fast" runner, $HOME & co',
  RunnerTags: 'aws,docker, two words',
  Executor: 'docker+machine',
  MaxWorkers: '25',
  PeakPeriods: '* 8-17 * * mon-fri; * 9 * * sat',
  AdditionalRunnerConfig: '[docker]\nshm_size = 300\n',
  GitLabCaCertificate: '-----BEGIN CERTIFICATE-----\nMIIB+/=\n-----END CERTIFICATE-----',
  LogRetentionDays: '90',
};
