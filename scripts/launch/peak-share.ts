import { type Period, parsePeriod } from '../../functions/configuration/period.ts';
import { inPeriod } from '../lib/in-period.ts';

const DAY_MINUTES = 24 * 60;
/** Of a year that is none of a leap: a day more would not be seen in a price. */
const YEAR_DAYS = 365;

/** Which part of a year is in one of the crons of PeakPeriods, from 0 to 1; undefined when one of them is wrong. */
export function peakShare(peakPeriods: string): number | undefined {
  const parsed = peakPeriods.split(';').map(parsePeriod);
  if (parsed.some(({ fault }) => fault !== undefined)) return undefined;
  const periods = parsed.map(({ period }) => period);
  const days = Array.from({ length: YEAR_DAYS }, (_, day) => dateOf(day));
  // A day differs from another only in which of the periods it has.
  const alike = Map.groupBy(days, (date) =>
    periods.filter(([, , ...ofDay]) => inPeriod(['*', '*', ...ofDay])([0, 0, ...date])).join(';'),
  );
  const minutes = [...alike.values()].map((same) => same.length * minutesOf(periods, same[0] ?? []));
  return minutes.reduce((sum, one) => sum + one, 0) / (YEAR_DAYS * DAY_MINUTES);
}

/** How many minutes of a day are in one of the periods. */
function minutesOf(periods: readonly Period[], date: readonly number[]): number {
  const matches = periods.map(inPeriod);
  const minutes = Array.from({ length: DAY_MINUTES }, (_, at) => [at % 60, Math.floor(at / 60), ...date]);
  return minutes.filter((fields) => matches.some((isIn) => isIn(fields))).length;
}

/** Day of the month, month and day of the week. */
function dateOf(day: number): readonly number[] {
  const date = new Date(Date.UTC(2027, 0, 1 + day));
  return [date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCDay()];
}
