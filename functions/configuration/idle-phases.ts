import type { Period } from './period.ts';
import type { Properties } from './properties.ts';

export interface IdlePhase {
  readonly periods: readonly Period[];
  readonly idleWorkers: number;
}

const ALWAYS: Period = ['*', '*', '*', '*', '*'];

/** When how many workers wait for jobs, the general case first: in gitlab-runner the last that matches wins. */
export function idlePhases({
  peakPeriods,
  idleWorkers,
  offPeakIdleWorkers,
}: Properties): [IdlePhase, ...IdlePhase[]] {
  if (peakPeriods.length === 0) return [{ periods: [ALWAYS], idleWorkers }];
  return [
    { periods: [ALWAYS], idleWorkers: offPeakIdleWorkers },
    { periods: peakPeriods, idleWorkers },
  ];
}
