import type { Properties } from './properties.ts';

/** gitlab-runner's rule of thumb for `concurrent` and `limit`: max_instances x capacity_per_instance. */
export function jobsAtOnce({ maxWorkers, jobsPerWorker }: Properties): number {
  return maxWorkers * jobsPerWorker;
}
