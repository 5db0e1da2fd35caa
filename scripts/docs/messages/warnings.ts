import { saidBy } from './message.ts';

/** What the output `Warnings` may say beside preflight's findings. */
export const WARNINGS = saidBy('functions/configuration/warnings.ts', [
  ['A privileged job can change its worker for the jobs after it: keep MaxJobsPerWorker at 1.', ''],
  ['OffPeakIdleWorkers means nothing without PeakPeriods: IdleWorkers are kept at all times.', ''],
  [
    'docker+machine ends with GitLab 20.0 in May 2027: plan to set Executor to docker-autoscaler.',
    'See [from docker+machine](migration.md#from-dockermachine-to-docker-autoscaler).',
  ],
  ['docker+machine uses the first of SubnetIds alone.', ''],
  [
    'docker+machine cannot leave addresses to the subnet, so its workers have public ones: set AssignPublicIp to false if they must not.',
    '',
  ],
  [
    'docker+machine takes up to 300 seconds to remove its workers when the manager stops: set DrainTimeout to 300 or more.',
    '',
  ],
]);
