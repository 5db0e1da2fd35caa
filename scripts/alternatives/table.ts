import { idleCost, total } from '../launch/cost.ts';
import { HOURS_A_MONTH, KEY_PRICE, PRICES_OF } from '../launch/prices.ts';
import { asMarkdown, type Row } from '../lib/report.ts';
import { defaultsOf, readTemplate } from '../lib/template.ts';
import { builtInWeek } from '../simulate/built-in-week.ts';
import type { Measures } from '../simulate/measures.ts';
import { playWith, priceOf } from '../simulate/tables.ts';
import { type Alternative, alternatives, READ_ON } from './prices.ts';

const REGION = 'us-east-1';
const DURATIONS = builtInWeek().jobs.map(({ duration }) => duration);
const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
const JOBS_A_MONTH = Math.round((DURATIONS.length * HOURS_A_MONTH) / (7 * 24));

/** US$ a month while no job runs, as docs/costs.md has it. */
const IDLE = total(idleCost(REGION, defaultsOf(readTemplate())) ?? []).cost;
const OTHERS = alternatives(IDLE - KEY_PRICE);
const ON_DEMAND = playWith();

/** Jobs a month from which a fixed price is earned back; undefined where a job is no cheaper. */
export const breakEven = (fixed: number, job: number, otherFixed: number, otherJob: number) =>
  otherJob > job
    ? Math.max(0, Math.ceil(Number(((fixed - otherFixed) / (otherJob - job)).toFixed(6))))
    : undefined;

const costOf = (other: Alternative) => mean(DURATIONS.map(other.job));
const cheaperFrom = (other: Alternative) =>
  breakEven(IDLE, ON_DEMAND.cents / 100, other.fixed, costOf(other));

const row = (what: string, hour: number, job: number, fixed: number, wait: string, from: string): Row => ({
  ...{ 'jobs run on': what, 'an hour': `$${hour.toFixed(3)}`, 'a job, cents': (100 * job).toFixed(2) },
  ...{ 'fixed, a month': `$${fixed.toFixed(2)}`, 'wait, s': wait, 'this stack is cheaper': from },
});

/** The stack's own, as the simulation has it. */
function ours(what: string, hour: number, { p50, p95, cents }: Measures): Row {
  return row(`this stack, ${what}`, hour, cents / 100, IDLE, `${p50}, p95 ${p95}`, '');
}

const at = (price: number, ...flags: string[]) => playWith(['--price', String(price), ...flags]);

const OFFICE = ['--IdleWorkers', '5', '--PeakPeriods', '* 8-17 * * mon-fri'];
const ALWAYS_ON = 'one m7i.large that is always on, 4 jobs at once';
const ONE_MACHINE = '--MaxWorkers 1 --IdleWorkers 1 --JobsPerWorker 4 --MaxJobsPerWorker 0'.split(' ');

function rows(): Row[] {
  const demand = priceOf('m7i.large', 'on-demand');
  const spot = priceOf('m7i.large', 'spot');
  const arm = priceOf('m7g.large', 'on-demand');
  const always = demand * HOURS_A_MONTH;
  const { p50, p95 } = at(demand, ...ONE_MACHINE);
  const below = breakEven(always, 0, IDLE, ON_DEMAND.cents / 100);
  return [
    ours('m7i.large on demand: 2 vCPUs, 8 GB', demand, ON_DEMAND),
    ours('m7i.large, spot', spot, at(spot)),
    ours('m7g.large (arm64)', arm, at(arm)),
    ours('m7i.large, 5 idle in office hours', demand, at(demand, ...OFFICE)),
    ...OTHERS.map((other) => {
      const from = `from ${cheaperFrom(other) ?? '–'} jobs a month`;
      return row(other.name, other.hourly, costOf(other), other.fixed, other.wait, from);
    }),
    row(ALWAYS_ON, demand, 0, always, `${p50}, p95 ${p95}`, `below ${below} jobs a month`),
  ];
}

/** What jobs cost and wait, here and elsewhere. Computed: nothing in it was measured. */
export function comparison(): string {
  const cheapest = Math.max(
    ...OTHERS.filter(({ fixed }) => fixed === 0).map((other) => cheaperFrom(other) ?? 0),
  );
  const sentence = `**Below some ${Math.round(cheapest / 50) * 50} such jobs a month, do not deploy this stack** for its price: one of the others is then cheaper than the $${IDLE.toFixed(2)} that it costs without a job. On GitLab.com the minutes of your plan come before that: they cost nothing more.`;
  const notes = [
    `Computed, not measured: of the built-in week (${JOBS_A_MONTH} jobs a month, ${Math.round(mean(DURATIONS))} s each on average), EC2’s prices of ${PRICES_OF} and what others published, read on ${READ_ON}.`,
    'This stack also pays for a worker’s boot. Its waiting is simulated, to the first line of the script, the others’ is what they say, to the first step.',
    'A reclaimed spot worker fails its job, and jobs on the one instance slow one another: neither is in the figures.',
    ...OTHERS.map(({ name, source }) => `${name}: ${source}.`),
  ];
  return `${sentence}\n\n${asMarkdown({ title: '', rows: rows(), notes })}`;
}
