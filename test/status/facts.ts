import type { Facts } from '../../scripts/status/facts.ts';

export const NOW = Date.UTC(2026, 10, 29, 12);
export const MINUTE = 60_000;
export const DAY = 86_400_000;

/** A stack that is well, or that with what differs. */
export function facts(different: Partial<Facts> = {}): Facts {
  return {
    now: NOW,
    stack: {
      name: 'gitlab-runner',
      id: 'arn:aws:cloudformation:eu-central-1:123456789012:stack/gitlab-runner/0a1b',
      region: 'eu-central-1',
      status: 'UPDATE_COMPLETE',
      outputs: {
        RunnerId: '7',
        RunnerTokenParameter: '/gitlab-runner/0a1b/Registration/c2',
        RunnerTokenExpires: 'never',
        Version: '0.2.0',
      },
      parameters: { GitLabUrl: 'https://gitlab.example.com', RunnerVersion: '19.4.0', MaxWorkers: '10' },
      resources: [],
    },
    failure: undefined,
    managers: {
      instances: [{ id: 'i-0a', type: 't4g.micro', state: 'running', launched: NOW - 5 * DAY }],
      failed: undefined,
    },
    workers: { instances: [], failed: undefined },
    log: {
      stream: 'i-0a/gitlab-runner',
      lines: [{ at: NOW - 4 * DAY, text: 'level=info msg="Configuration loaded"' }],
    },
    alarms: [
      { name: 'gitlab-runner-TokenRefusedAlarm-1', description: 'GitLab refuses the runner.', state: 'OK' },
    ],
    unconfirmed: [],
    metrics: { workerHours: 51.4, newest: { Accepted: 1, JobsRunning: 0, TasksPending: 0 } },
    parameters: { notes: [], renewed: undefined },
    gitLab: undefined,
    checkout: { template: '0.2.0', runner: '19.4.0' },
    ...different,
  };
}
