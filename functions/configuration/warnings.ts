import { type Said, say } from '../sentence.ts';
import type { Properties } from './properties.ts';
import { WARNINGS } from './sentences.ts';

/** What works and is worth a thought. */
export function warnings(properties: Properties): Said[] {
  const { privileged, maxJobsPerWorker, peakPeriods, offPeakIdleWorkers } = properties;
  return [
    privileged && maxJobsPerWorker !== 1 && say(WARNINGS.privileged),
    peakPeriods.length === 0 && offPeakIdleWorkers > 0 && say(WARNINGS.offPeakUnused),
    ...machineWarnings(properties),
  ].filter((sentence) => sentence !== false);
}

function machineWarnings({ workers, drainSeconds }: Properties) {
  if (workers.executor !== 'docker+machine') return [];
  return [
    say(WARNINGS.machineEnds),
    workers.leavesSubnetsOut && say(WARNINGS.machineTakesOneSubnet),
    workers.assignPublicIp === 'subnet' && say(WARNINGS.machinesArePublic),
    drainSeconds < 300 && say(WARNINGS.machinesStopSlowly),
  ];
}
