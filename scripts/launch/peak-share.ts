import { parsePeriod } from '../../functions/configuration/period.ts';
import { inPeriod } from '../lib/in-period.ts';

const DAY_MINUTES = 24 * 60;
/** Of a year that is none of a leap: a day more would not be seen in a price. */
const YEAR_DAYS = 365;

/** Which part of a year is in one of the crons of PeakPeriods, from 0 to 1; undefined when one of them is wrong. */
export function peakShare(peakPeriods: string): number | undefined {
  const parsed = peakPeriods.split(';').map(parsePeriod);
  if (parsed.some(({ fault }) => fault !== undefined)) return undefined;
  const matchers = parsed
    .map(({ period }) => period)
    .map((period) => ({ period, matches: inPeriod(period) }));
  // A day differs from another only in which of the periods it has.
  const minutes = new Map<string, number>();
  let all = 0;
  for (let day = 0; day < YEAR_DAYS; day++) {
    const date = dateOf(day);
    const today = matchers.filter(({ period }) => inPeriod(['*', '*', ...period.slice(2)])([0, 0, ...date]));
    const key = today.map(({ period }) => period.slice(0, 2).join(' ')).join(';');
    const known =
      minutes.get(key) ??
      minutesOf(
        today.map(({ matches }) => matches),
        date,
      );
    minutes.set(key, known);
    all += known;
  }
  return all / (YEAR_DAYS * DAY_MINUTES);
}

function minutesOf(matches: ReadonlyArray<ReturnType<typeof inPeriod>>, date: readonly number[]): number {
  const minutes = Array.from({ length: DAY_MINUTES }, (_, index) => [
    index % 60,
    Math.floor(index / 60),
    ...date,
  ]);
  return minutes.filter((fields) => matches.some((isIn) => isIn(fields))).length;
}

/** Day of the month, month and day of the week. */
function dateOf(day: number): readonly number[] {
  const date = new Date(Date.UTC(2027, 0, 1 + day));
  return [date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCDay()];
}
