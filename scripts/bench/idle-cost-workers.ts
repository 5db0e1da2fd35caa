import { phaseChanges } from '../simulate/phases.ts';
import type { Phase, Settings } from '../simulate/settings.ts';

/** A Monday. */
const FROM = Date.UTC(2026, 10, 2) / 1000;
const TO = FROM + 7 * 86_400;

/** How many workers wait on average in a week without jobs. */
export function averageIdle({ phases, jobsPerWorker, maxWorkers }: Settings): number {
  const waiting = ({ idle }: Phase) => Math.min(Math.ceil(idle / jobsPerWorker), maxWorkers);
  const changes = phaseChanges(phases, FROM, TO);
  const seconds = changes.map(
    ({ at, phase }, index) => ((changes[index + 1]?.at ?? TO) - at) * waiting(phase),
  );
  return seconds.reduce((sum, one) => sum + one, 0) / (TO - FROM);
}
