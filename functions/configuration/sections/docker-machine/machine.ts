import { type IdlePhase, idlePhases } from '../../idle-phases.ts';
import type { Configured, Properties } from '../../properties.ts';
import { machineOptions } from './options.ts';
import type { MachineWorkers } from './properties.ts';

/** How many docker-machine processes run at a time; the manager's memory is small. */
export const PROCESSES = 20;

/** `[runners.machine]`: docker-machine starts each worker itself. */
export function machine(properties: Configured, workers: MachineWorkers) {
  const { idleSeconds, maxJobsPerWorker, stack } = properties;
  const [general, ...others] = idlePhases(properties);
  return {
    ...idle(general, properties),
    IdleTime: idleSeconds,
    MaxBuilds: maxJobsPerWorker,
    MaxGrowthRate: PROCESSES,
    MachineDriver: 'amazonec2',
    // gitlab-runner makes `runner-<9>-<this with 19 for %s>` of it; a host's name holds 64 characters.
    MachineName: `gitlab-runner-${stack.guid.slice(0, 8)}-%s`,
    MachineOptions: machineOptions(properties, workers),
    ...(others.length > 0 && { autoscaling: others.map((phase) => schedule(phase, properties)) }),
  };
}

/** In workers, unlike the autoscaler's. With a factor IdleCount is the most, and without an IdleCount there is none. */
function idle({ idleWorkers }: IdlePhase, { idleFactor, maxWorkers }: Properties) {
  const isScaled = idleFactor > 0 && idleWorkers > 0;
  return {
    IdleCount: isScaled ? maxWorkers : idleWorkers,
    IdleCountMin: isScaled ? idleWorkers : undefined,
    IdleScaleFactor: isScaled ? idleFactor : undefined,
  };
}

function schedule(phase: IdlePhase, properties: Properties) {
  return {
    // Seven fields. A period holds while a moment of it is at most a second ahead, so all seconds must be named,
    // and the last second of its last minute is outside: https://gitlab.com/gitlab-org/gitlab-runner/-/issues/2170
    Periods: phase.periods.map((fields) => ['*', ...fields, '*'].join(' ')),
    Timezone: properties.timezone,
    ...idle(phase, properties),
    IdleTime: properties.idleSeconds,
  };
}
