import { type Executor, type Fleet, idleWanted, inHand, isIdle, isReady, roomy } from './fleet.ts';

/** docker+machine as its source has it: gitlab-runner's executors/docker/machine, idle_limit_strategy.go and provider.go. */
export const dockerMachine: Executor = {
  looksEvery: 1,
  asks(fleet) {
    if (inHand(fleet) >= fleet.settings.concurrent) return false;
    return roomy(fleet).length > 0 || (!fleet.phase.preemptive && mayStart(fleet) > 0);
  },
  // The newest first.
  picks: (workers) => workers.at(-1),
  starts(fleet) {
    const wanted = fleet.phase.preemptive
      ? idleWanted(fleet, Math.floor) - available(fleet)
      : fleet.waiting - booting(fleet);
    return Math.max(0, Math.min(wanted, mayStart(fleet)));
  },
  /** From the oldest on: what comes after the first IdleCount that are available may go. */
  ends(fleet) {
    const { workers, settings, phase, now } = fleet;
    const wanted = idleWanted(fleet, Math.floor);
    let kept = 0;
    return workers.filter((worker) => {
      if (worker.ends.length > 0) return false;
      const usedUp = worker.used >= settings.maxJobsPerWorker;
      const isSurplus = isIdle(worker, now) && kept >= wanted && now >= worker.idleSince + phase.idleSeconds;
      if (usedUp || isSurplus) return true;
      kept += 1;
      return false;
    });
  },
};

const booting = ({ workers, now }: Fleet) => workers.filter((worker) => !isReady(worker, now)).length;
const available = ({ workers }: Fleet) => workers.filter(({ ends }) => ends.length === 0).length;
const mayStart = (fleet: Fleet) =>
  Math.min(fleet.settings.maxBooting - booting(fleet), fleet.settings.maxWorkers - fleet.workers.length);
