import { type Said, say } from '../sentence.ts';
import { fragmentFaults } from './fragment-faults.ts';
import { KNOWN_VERSION } from './known-keys.ts';
import { isOnHostNetwork, openings } from './openings.ts';
import type { Properties } from './properties.ts';
import { WARNINGS } from './sentences.ts';

/** GitLab's default for a project, in seconds: https://docs.gitlab.com/ci/pipelines/settings/ */
const GITLABS_TIMEOUT = 3_600;
/** Bytes. */
const MOST_OF_FAULTS = 400;

/** What works and is worth a thought. */
export function warnings(properties: Properties): Said[] {
  const unknown = fragmentFaults(properties).doubts;
  const { privileged, maxJobsPerWorker, peakPeriods, offPeakIdleWorkers, additional } = properties;
  const keys = openings(additional).join(', ');
  return [
    privileged && maxJobsPerWorker !== 1 && say(WARNINGS.privileged),
    keys !== '' && say(WARNINGS.opensWorker, { keys }),
    isOnHostNetwork(additional) && say(WARNINGS.hostNetwork),
    peakPeriods.length === 0 && offPeakIdleWorkers > 0 && say(WARNINGS.offPeakUnused),
    properties.drainSeconds < (properties.maximumTimeout || GITLABS_TIMEOUT) && say(WARNINGS.endsJobs),
    unknown.length > 0 &&
      say(WARNINGS.keysNotKnown, { known: KNOWN_VERSION, errors: cut(unknown.join('; ')) }),
    ...machineWarnings(properties),
  ].filter((sentence) => sentence !== false);
}

function cut(text: string): string {
  const bytes = Buffer.from(text);
  return bytes.length <= MOST_OF_FAULTS
    ? text
    : `${bytes
        .subarray(0, MOST_OF_FAULTS)
        .toString()
        .replace(/\ufffd$/, '')}…`;
}

function machineWarnings(properties: Properties) {
  const { workers, drainSeconds, tags, idleFactor, idleWorkers, offPeakIdleWorkers } = properties;
  if (workers.executor !== 'docker+machine') return [];
  return [
    say(WARNINGS.machineEnds),
    idleFactor > 0 && idleWorkers + offPeakIdleWorkers === 0 && say(WARNINGS.factorUnused),
    workers.leavesSubnetsOut && say(WARNINGS.machineTakesOneSubnet),
    workers.assignPublicIp === 'subnet' && say(WARNINGS.machinesArePublic),
    workers.isSpot && tags.length > 0 && say(WARNINGS.machinesTaggedLate),
    drainSeconds < 300 && say(WARNINGS.machinesStopSlowly),
  ];
}
