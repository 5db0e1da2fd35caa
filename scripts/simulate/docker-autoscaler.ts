import { type Executor, type Fleet, idleWanted, inHand, isIdle, room, roomy, type Worker } from './fleet.ts';

/**
 * docker-autoscaler as GitLab describes it: https://docs.gitlab.com/runner/executors/docker_autoscaler/ and the
 * policies of https://docs.gitlab.com/runner/configuration/advanced-configuration/
 */
export const dockerAutoscaler: Executor = {
  // update_interval_when_expecting's default.
  looksEvery: 2,
  asks(fleet) {
    const { settings, phase } = fleet;
    if (inHand(fleet) >= settings.concurrent) return false;
    if (phase.preemptive) return roomy(fleet).length > 0;
    return inHand(fleet) < settings.maxWorkers * settings.jobsPerWorker;
  },
  // The fullest first, so that the others become idle.
  picks: (workers) => workers.toSorted((one, other) => other.ends.length - one.ends.length)[0],
  starts(fleet) {
    const { settings, workers } = fleet;
    const each = Math.min(settings.jobsPerWorker, settings.maxJobsPerWorker);
    return Math.min(Math.ceil(Math.max(0, -spare(fleet)) / each), settings.maxWorkers - workers.length);
  },
  ends(fleet) {
    const { workers, settings, now, phase } = fleet;
    const idle = workers.filter((worker) => isIdle(worker, now));
    const usedUp = idle.filter(({ used }) => used >= settings.maxJobsPerWorker);
    let left = spare(fleet);
    const expired = longestFirst(idle).filter((worker) => {
      const own = room(worker, settings);
      if (own <= 0 || left < own || now < worker.idleSince + phase.idleSeconds) return false;
      left -= own;
      return true;
    });
    return [...usedUp, ...expired];
  },
};

/** The room for jobs, of booting workers too, beyond what the waiting jobs and the policy need. */
function spare(fleet: Fleet): number {
  const { workers, settings, waiting } = fleet;
  // GitLab does not say how it rounds: up is the dearer.
  const wanted = idleWanted(fleet, Math.ceil);
  return workers.reduce((sum, worker) => sum + room(worker, settings), -waiting - wanted);
}

const longestFirst = (workers: readonly Worker[]) =>
  workers.toSorted((one, other) => one.idleSince - other.idleSince);
