import type { Period } from '../../functions/configuration/period.ts';

/** In seconds. The clock of a time zone is set at a quarter of an hour only. */
export const QUARTER = 900;

/** Minute, hour, day of month, month and day of week, Sunday being 0: the fields of a period, in its order. */
export type Fields = readonly [number, number, number, number, number];

/** By time zone and quarter; asking for them takes longer than all the rest of a simulation. */
const SHIFTS = new Map<string, Map<number, number>>();

/** The clock of a time zone. */
export function localClock(timezone: string): (moment: number) => Fields {
  const shifts = SHIFTS.get(timezone) ?? new Map<number, number>();
  SHIFTS.set(timezone, shifts);
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' },
  });
  return (moment) => {
    const quarter = Math.floor(moment / QUARTER) * QUARTER;
    const shift = shifts.get(quarter) ?? localSeconds(format, quarter) - quarter;
    shifts.set(quarter, shift);
    return fieldsOf(new Date((moment + shift) * 1000));
  };
}

const fieldsOf = (local: Date): Fields => [
  local.getUTCMinutes(),
  local.getUTCHours(),
  local.getUTCDate(),
  local.getUTCMonth() + 1,
  local.getUTCDay(),
];

function localSeconds(format: Intl.DateTimeFormat, moment: number): number {
  const parts = new Map(format.formatToParts(moment * 1000).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute')) / 1000;
}

/** Whether a moment is in the period. A day of the month and one of the week are either enough, as in every cron. */
export function inPeriod(period: Period): (fields: Fields) => boolean {
  const [minute, hour, day, month, weekday] = period.map(matcher);
  const either = period[2] !== '*' && period[4] !== '*';
  return ([m, h, d, mo, w]) => {
    if (!minute?.(m) || !hour?.(h) || !month?.(mo)) return false;
    const [onDay = false, onWeekday = false] = [day?.(d), weekday?.(w)];
    return either ? onDay || onWeekday : onDay && onWeekday;
  };
}

function matcher(field: string): (value: number) => boolean {
  if (field === '*') return () => true;
  const ranges = field.split(',').map((range) => range.split('-').map(Number));
  return (value) => ranges.some(([from = 0, to = from]) => value >= from && value <= to);
}
