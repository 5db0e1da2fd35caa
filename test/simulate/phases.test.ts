import { describe, expect, it } from 'vitest';
import { parsePeriod } from '../../functions/configuration/period.ts';
import { inPeriod } from '../../scripts/lib/in-period.ts';
import { localClock, phaseChanges } from '../../scripts/simulate/phases.ts';
import { always } from './sample.ts';

const seconds = (moment: string) => Date.parse(moment) / 1000;
const matches = (cron: string, moment: string, timezone = 'UTC') =>
  inPeriod(parsePeriod(cron).period)(localClock(timezone)(seconds(moment)));

describe('a period', () => {
  it.each([
    ['* 8-15 * * mon-fri', '2026-11-02T08:00:00Z', true],
    ['* 8-15 * * mon-fri', '2026-11-02T15:59:59Z', true],
    ['* 8-15 * * mon-fri', '2026-11-02T16:00:00Z', false],
    ['* 8-15 * * mon-fri', '2026-11-01T08:00:00Z', false],
    ['* * * * sun', '2026-11-01T08:00:00Z', true],
    ['*/15 * * * *', '2026-11-02T08:45:10Z', true],
    ['*/15 * * * *', '2026-11-02T08:46:00Z', false],
    ['* * * 12 *', '2026-11-02T08:00:00Z', false],
    // A day of the month or one of the week.
    ['* * 13 * fri', '2026-11-13T00:00:00Z', true],
    ['* * 13 * fri', '2026-11-20T00:00:00Z', true],
    ['* * 13 * fri', '2026-11-19T00:00:00Z', false],
  ])('%s at %s: %s', (cron, moment, expected) => {
    expect(matches(cron, moment)).toBe(expected);
  });

  it('goes by the clock of its time zone, in summer and in winter', () => {
    for (const [moment, expected] of [
      ['2026-10-24T06:30:00Z', true],
      ['2026-10-26T06:30:00Z', false],
      ['2026-10-26T07:30:00Z', true],
    ] as const)
      expect(matches('* 8 * * *', moment, 'Europe/Berlin')).toBe(expected);
    expect(matches('15 5 * * *', '2026-11-02T23:30:00Z', 'Asia/Kathmandu')).toBe(true);
  });
});

it('the last phase whose period matches is in force, from when on it does', () => {
  const of = (idle: number, ...crons: string[]) => ({
    ...always(idle, 600),
    periods: crons.map((cron) => parsePeriod(cron).period),
  });
  const phases = [of(0, '* * * * *'), of(3, '* 8-15 * * *', '* 20 * * *'), of(9, '30-59 9 * * *')];
  const changes = phaseChanges(phases, seconds('2026-11-02T07:10:30Z'), seconds('2026-11-03T00:00:00Z'));
  const told = changes.map(
    ({ at, phase }) => `${new Date(at * 1000).toISOString().slice(11, 19)} ${phase.idle}`,
  );
  expect(told).toEqual([
    '07:10:30 0',
    '08:00:00 3',
    '09:30:00 9',
    '10:00:00 3',
    '16:00:00 0',
    '20:00:00 3',
    '21:00:00 0',
  ]);
});
