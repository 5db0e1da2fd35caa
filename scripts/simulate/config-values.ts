import { type Period, parsePeriod } from '../../functions/configuration/period.ts';

export type Table = Readonly<Record<string, unknown>>;

const UNIT_SECONDS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 };

/** Five fields of a cron. Throws an Error for what is none. */
export function fiveFields(cron: string): Period {
  const { period, fault } = parsePeriod(cron);
  if (fault) throw new Error(`The period "${cron}" ${fault}.`);
  return period;
}

/** Seconds, from Go's spelling such as `20m0s`. */
export const goDuration = (text: string) =>
  [...text.matchAll(/([\d.]+)(h|ms|m|s)/g)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (UNIT_SECONDS[unit] ?? 0),
    0,
  );

export const isTable = (value: unknown): value is Table => typeof value === 'object' && value !== null;
export const tables = (value: unknown): Table[] => (Array.isArray(value) ? value.filter(isTable) : []);
export const strings = (value: unknown, fallback: string) =>
  Array.isArray(value) && value.length > 0 ? value.map(String) : [fallback];
export const number = (value: unknown) => (typeof value === 'number' ? value : 0);
/** In gitlab-runner 0 and nothing are no limit. */
export const unlimited = (value: unknown) => number(value) || Number.POSITIVE_INFINITY;
