import type { Period } from '../../functions/configuration/period.ts';

/** Minute, hour, day of month, month and day of week, Sunday being 0: the fields of a period, in its order. */
export type Fields = readonly number[];

/** Whether a moment is in the period. A day of the month and one of the week are either enough, as in every cron. */
export function inPeriod(period: Period): (fields: Fields) => boolean {
  const matchers = period.map(matcher);
  const either = period[2] !== '*' && period[4] !== '*';
  return (fields) => {
    const [minute, hour, day, month, weekday] = matchers.map((matches, index) => matches(fields[index] ?? 0));
    return Boolean(minute && hour && month && (either ? day || weekday : day && weekday));
  };
}

function matcher(field: string): (value: number) => boolean {
  if (field === '*') return () => true;
  const ranges = field.split(',').map((range) => range.split('-').map(Number));
  return (value) => ranges.some(([from = 0, to = from]) => value >= from && value <= to);
}
