import type { Period } from '../../functions/configuration/period.ts';
import { type Fields, inPeriod } from '../lib/in-period.ts';

/** How many workers wait, and how long; what is in force in one of the periods. */
export interface Phase {
  readonly periods: readonly Period[];
  readonly timezone: string;
  /** In jobs for docker-autoscaler, in machines for docker+machine. */
  readonly idle: number;
  /** The same for each job that runs, if that is more. */
  readonly idleFactor: number;
  readonly idleSeconds: number;
  /** Jobs are taken only when a worker is ready: always so in docker+machine with an IdleCount. */
  readonly preemptive: boolean;
}
export interface Change {
  readonly at: number;
  readonly phase: Phase;
}

/** In seconds. The clock of a time zone is set at a quarter of an hour only. */
const QUARTER = 900;
const MINUTE = 60;

/** From when on which phase is in force, the first at `from`: the last one matches that has a matching period. */
export function phaseChanges(phases: readonly Phase[], from: number, to: number): Change[] {
  const timezones = new Set(phases.map(({ timezone }) => timezone));
  const clocks = new Map([...timezones].map((timezone) => [timezone, localClock(timezone)]));
  const matchers = phases.map((phase) => ({ phase, matches: phase.periods.map(inPeriod) }));
  const inMinutes = phases.some(({ periods }) => periods.some(([minute]) => minute !== '*'));
  const step = inMinutes ? MINUTE : QUARTER;
  const changes: Change[] = [];
  for (let at = Math.floor(from / step) * step; at < to || changes.length === 0; at += step) {
    const fields = new Map([...clocks].map(([timezone, clock]) => [timezone, clock(at)]));
    const found = matchers.findLast(({ phase, matches }) =>
      matches.some((isIn) => isIn(fields.get(phase.timezone) ?? [])),
    );
    if (found && found.phase !== changes.at(-1)?.phase)
      changes.push({ at: Math.max(at, from), phase: found.phase });
  }
  return changes;
}

/** The clock of a time zone. */
export function localClock(timeZone: string): (moment: number) => Fields {
  const date = { month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', ...date },
  });
  return (moment) => {
    const parts = new Map(
      format.formatToParts(moment * 1000).map(({ type, value }) => [type, Number(value)]),
    );
    const [year = 0, month = 0, day = 0] = (['year', 'month', 'day'] as const).map((type) => parts.get(type));
    const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
    return [parts.get('minute') ?? 0, parts.get('hour') ?? 0, day, month, weekday];
  };
}
