import type { Properties } from './properties.ts';

/** What is right one by one and cannot work together. */
export function contradictions(properties: Properties): string[] {
  const { idleWorkers, offPeakIdleWorkers, maxWorkers, maxJobsPerWorker, jobsPerWorker, workers } =
    properties;
  const faults = [];
  if (idleWorkers > maxWorkers) faults.push('IdleWorkers is more than MaxWorkers');
  if (offPeakIdleWorkers > maxWorkers) faults.push('OffPeakIdleWorkers is more than MaxWorkers');
  // Such a worker is removed before it is full, and jobs that were accepted for the rest wait until they fail.
  if (maxJobsPerWorker > 0 && maxJobsPerWorker < jobsPerWorker)
    faults.push('MaxJobsPerWorker is less than JobsPerWorker: raise it, or set it to 0 for no limit');
  // Its provider acquires a machine for one job.
  if (workers.executor === 'docker+machine' && jobsPerWorker > 1)
    faults.push('docker+machine runs one job on a worker at a time: set JobsPerWorker to 1');
  return faults;
}
