import type { Properties } from './properties.ts';

/**
 * What works and is worth a thought. None of the sentences holds a value, so that all of them together fit
 * beside the rest of an answer, of which CloudFormation takes 4096 bytes.
 */
export function warnings(properties: Properties): string[] {
  const { privileged, maxJobsPerWorker, peakPeriods, offPeakIdleWorkers } = properties;
  return [
    privileged &&
      maxJobsPerWorker !== 1 &&
      'A privileged job can change its worker for the jobs after it: keep MaxJobsPerWorker at 1.',
    peakPeriods.length === 0 &&
      offPeakIdleWorkers > 0 &&
      'OffPeakIdleWorkers means nothing without PeakPeriods: IdleWorkers are kept at all times.',
    ...machineWarnings(properties),
  ].filter((sentence) => sentence !== false);
}

function machineWarnings({ workers, drainSeconds }: Properties) {
  if (workers.executor !== 'docker+machine') return [];
  return [
    'docker+machine ends with GitLab 20.0 in May 2027: plan to set Executor to docker-autoscaler.',
    workers.leavesSubnetsOut && 'docker+machine uses the first of SubnetIds alone.',
    workers.assignPublicIp === 'subnet' &&
      'docker+machine cannot leave addresses to the subnet, so its workers have public ones: set AssignPublicIp to false if they must not.',
    drainSeconds < 300 &&
      'docker+machine takes up to 300 seconds to remove its workers when the manager stops: set DrainTimeout to 300 or more.',
  ];
}
