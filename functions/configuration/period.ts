import type { PropertyReader } from '../shared/property-reader.ts';

/** Five fields of a unix cron in one spelling: numbers that go up, lists and ranges, or `*`; Sunday is 0. */
export type Period = readonly string[];

interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly names: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const FIELDS: readonly Field[] = [
  { name: 'minute', least: 0, most: 59, names: [] },
  { name: 'hour', least: 0, most: 23, names: [] },
  { name: 'day of month', least: 1, most: 31, names: [] },
  { name: 'month', least: 1, most: 12, names: MONTHS },
  { name: 'day of week', least: 0, most: 6, names: DAYS },
];

/** PeakPeriods: crons separated by semicolons; the first thing that is wrong with each is noted as a fault. */
export function readPeriods({ text, must }: PropertyReader): Period[] {
  if (text('PeakPeriods') === '') return [];
  return text('PeakPeriods')
    .split(';')
    .flatMap((cron, index) => {
      const { period, fault } = parsePeriod(cron);
      must(fault === undefined, `period ${index + 1} of PeakPeriods ${fault}`);
      return byOneDay(period);
    });
}

/** Days of the month and of the week, of which either is enough, as two periods, so that no library can ask for both. */
function byOneDay(period: Period): Period[] {
  if (period[2] === '*' || period[4] === '*') return [period];
  return [4, 2].map((other) => period.map((field, index) => (index === other ? '*' : field)));
}

/**
 * One spelling for what GitLab's two executors read differently: cronexpr, which docker+machine uses, takes
 * `fri-sun` and `22-6` for never, and says nothing. https://github.com/gorhill/cronexpr/blob/master/cronexpr_parse.go
 */
export function parsePeriod(cron: string): { readonly period: Period; readonly fault?: string } {
  const words = cron.trim().toLowerCase().split(/\s+/);
  if (words.length !== FIELDS.length)
    return { period: [], fault: 'must have five fields: minute, hour, day of month, month, day of week' };
  const period = FIELDS.map((field, index) => spell(words[index] ?? '', field));
  const wrong = FIELDS[period.indexOf(undefined)];
  if (!wrong) return { period: period.filter((field) => field !== undefined) };
  const { name, least, most, names } = wrong;
  const named = names.length > 0 ? ` or ${names[0]} to ${names.at(-1)}` : '';
  const fault = `has a wrong ${name}: it must be * or ${least} to ${most}${named}, with lists, with ranges that go up and with steps after * or a range`;
  return { period: [], fault };
}

function spell(word: string, field: Field): string | undefined {
  const found = word.split(',').map((item) => expand(item, field));
  if (found.includes(undefined)) return undefined;
  const values = new Set(found.flatMap((item) => item ?? []));
  if (values.size === field.most - field.least + 1) return '*';
  const starts = [...values].filter((value) => !values.has(value - 1)).sort((one, other) => one - other);
  return starts.map((start) => range(start, values)).join(',');
}

function range(start: number, values: ReadonlySet<number>): string {
  let end = start;
  while (values.has(end + 1)) end += 1;
  return end === start ? `${start}` : `${start}-${end}`;
}

const ITEM = /^(?:(\*)|(\w+)(?:-(\w+))?)(?:\/(\d{1,2}))?$/;

/** The values of `*`, a value or a range, with a step or without; undefined when it is none of these. */
function expand(item: string, field: Field): number[] | undefined {
  const [, all, from = '', to, step] = ITEM.exec(item) ?? [];
  if (!all && !from) return undefined;
  const first = all ? field.least : numberOf(from, field);
  const last = all ? field.most : to === undefined ? first : numberOf(to, field, first);
  const stride = step === undefined ? 1 : Number(step);
  if (first === undefined || last === undefined || first > last || stride === 0) return undefined;
  if (step !== undefined && !all && to === undefined) return undefined;
  const values = Array.from(
    { length: Math.floor((last - first) / stride) + 1 },
    (_, n) => first + n * stride,
  );
  return field.names === DAYS ? values.map((day) => day % 7) : values;
}

/** A number or a name. Sunday is also 7, as the end of a range that began before it always. */
function numberOf(word: string, { least, most, names }: Field, start = 0): number | undefined {
  const position = names.indexOf(word);
  const value = /^\d{1,2}$/.test(word) ? Number(word) : position < 0 ? Number.NaN : position + least;
  if (names === DAYS && value === 0 && start > 0) return 7;
  return value >= least && value <= (names === DAYS ? 7 : most) ? value : undefined;
}
