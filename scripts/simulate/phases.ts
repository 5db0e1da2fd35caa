import { inPeriod, localClock, QUARTER } from './clock.ts';
import type { Phase } from './settings.ts';

const MINUTE = 60;

export interface Change {
  readonly at: number;
  readonly phase: Phase;
}

/** From when on which phase is in force, the first at `from`: the last one matches that has a matching period. */
export function phaseChanges(phases: readonly Phase[], from: number, to: number): Change[] {
  const clocks = new Map(phases.map(({ timezone }) => [timezone, localClock(timezone)]));
  const matchers = phases.map((phase) => ({ phase, matches: phase.periods.map(inPeriod) }));
  const changes: Change[] = [];
  const inMinutes = phases.some(({ periods }) => periods.some(([minute]) => minute !== '*'));
  const step = inMinutes ? MINUTE : QUARTER;
  for (let at = Math.floor(from / step) * step; at < to || changes.length === 0; at += step) {
    const fields = new Map([...clocks].map(([timezone, clock]) => [timezone, clock(at)]));
    const found = matchers.findLast(({ phase, matches }) =>
      matches.some((isIn) => isIn(fields.get(phase.timezone) ?? [0, 0, 0, 0, 0])),
    );
    if (found && found.phase !== changes.at(-1)?.phase)
      changes.push({ at: Math.max(at, from), phase: found.phase });
  }
  return changes;
}
