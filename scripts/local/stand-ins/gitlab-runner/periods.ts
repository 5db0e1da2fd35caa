// From DockerMachine.CompilePeriods of common/config.go and helpers/timeperiod/period.go of gitlab-runner 19.4.0, and
// from cronexpr_parse.go of github.com/gorhill/cronexpr.
import type { Machine } from './types.ts';

const DAYS = 'sun|mon|tue|wed|thu|fri|sat|sunday|monday|tuesday|wednesday|thursday|friday|saturday';
const MONTHS =
  'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december';
const SIXTY = '0?[0-9]|[1-5][0-9]';

interface Field {
  readonly name: string;
  readonly value: string;
  readonly last: number;
  /** What only days have: the last one, the nearest workday, the nth of a month. */
  readonly more?: RegExp;
}
const FIELDS: readonly Field[] = [
  { name: 'second', value: SIXTY, last: 59 },
  { name: 'minute', value: SIXTY, last: 59 },
  { name: 'hour', value: '0?[0-9]|1[0-9]|2[0-3]', last: 23 },
  {
    name: 'day-of-month',
    value: '0?[1-9]|[12][0-9]|3[01]',
    last: 31,
    more: /^(l|lw|(0?[1-9]|[12][0-9]|3[01])w)$/,
  },
  { name: 'month', value: `0?[1-9]|1[012]|${MONTHS}`, last: 12 },
  {
    name: 'day-of-week',
    value: `0?[0-7]|${DAYS}`,
    last: 6,
    more: new RegExp(`^(0?[0-7]|${DAYS})(l|#[1-5])$`),
  },
  { name: 'year', value: '19[789][0-9]|20[0-9]{2}', last: 2099 },
];

/** What gitlab-runner says of one of the periods in [[runners.machine.autoscaling]]; undefined when it has nothing to say. */
export function periodObjection({
  Periods = [],
  Timezone = '',
}: NonNullable<Machine['autoscaling']>[number]) {
  const cause = Periods.map(cronObjection).find(Boolean) ?? zoneObjection(Timezone);
  return cause && `invalid time periods [${Periods.join(' ')}], caused by: ${cause}`;
}

function cronObjection(expression: string): string | undefined {
  const fields = expression.trim().split(/\s+/);
  if (fields.length < 5) return 'missing field(s)';
  const described = fields.length === 5 ? FIELDS.slice(1, 6) : FIELDS.slice(fields.length === 6 ? 1 : 0);
  return described.map((field, index) => fieldObjection(fields[index] ?? '', field)).find(Boolean);
}

function fieldObjection(text: string, { name, value, last, more }: Field): string | undefined {
  for (const entry of text.split(',').filter(Boolean)) {
    const lower = entry.toLowerCase();
    const step = new RegExp(`^(?:\\*|(?:${value})(?:-(?:${value}))?)/(\\d+)$`).exec(lower)?.[1];
    if (step !== undefined && (Number(step) < 1 || Number(step) > last)) return `invalid interval ${lower}`;
    const known = step !== undefined || new RegExp(`^(\\*|\\?|(${value})(-(${value}))?)$`).test(lower);
    if (!known && !more?.test(lower)) return `syntax error in ${name} field: '${entry}'`;
  }
  return undefined;
}

function zoneObjection(zone: string): string | undefined {
  try {
    // Empty is the machine's own.
    new Intl.DateTimeFormat('en', { timeZone: zone || 'UTC' });
    return undefined;
  } catch {
    return `unknown time zone ${zone}`;
  }
}
