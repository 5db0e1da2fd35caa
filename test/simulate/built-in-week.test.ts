import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { PROJECT } from '../../scripts/lib/project.ts';
import { asText } from '../../scripts/lib/report.ts';
import { builtInWeek } from '../../scripts/simulate/built-in-week.ts';
import { builtInReport } from '../../scripts/simulate/report.ts';
import { playWith } from '../../scripts/simulate/tables.ts';

const report = builtInReport();

it('the built-in week has the jobs that its description says, all in its time', () => {
  const trace = builtInWeek();
  expect(trace.jobs.length).toBe(3824);
  const seconds = trace.jobs.map(({ duration }) => duration).sort((one, other) => one - other);
  expect(seconds[seconds.length / 2]).toBeCloseTo(120, -1);
  const long = seconds.filter((duration) => duration > 2.5 * 120).length / seconds.length;
  expect(long).toBeCloseTo(1 / 6, 1);
  expect(trace.jobs.every(({ queuedAt }) => queuedAt >= trace.from && queuedAt < trace.to)).toBe(true);
});

it('the command prints the same in another process, and writes the same rows', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'simulate-')), 'a.json');
  const args = ['scripts/simulate/index.ts', '--json', file];
  const { stdout } = await promisify(execFile)('node', args, { cwd: PROJECT });
  expect(stdout).toBe(`${asText(report)}\n`);
  const { candidates } = JSON.parse(readFileSync(file, 'utf8'));
  const shown = report.rows.map((row) => [row.settings, row.p95]);
  const told = (candidates as Array<{ name: string; p95: number }>).map(({ name, p95 }) => [name, p95]);
  expect(told).toEqual(expect.arrayContaining(shown));
}, 60_000);

it('idle workers shorten the median, and never lengthen what 95 % of the jobs wait', () => {
  const none = playWith();
  const some = ['1', '3', '5'].map((count) =>
    playWith(['--IdleWorkers', count, '--PeakPeriods', '* 8-17 * * mon-fri']),
  );
  const medians = [none, ...some].map(({ p50 }) => p50);
  expect(medians).toEqual(medians.toSorted((one, other) => other - one));
  expect(medians.at(-1)).toBeLessThanOrEqual(12);
  for (const { p95 } of some) expect(p95).toBeLessThanOrEqual(none.p95);
});

it('at the defaults no job waits for another: 95 % are there within 3 s of what a new worker takes', () => {
  for (const boot of [25, 40, 60, 90]) {
    const { p95, cents } = playWith(['--boot', String(boot), '--images', '10']);
    expect(p95).toBeLessThanOrEqual(boot + 10 + 3);
    expect(cents).toBeGreaterThan(0.5);
  }
  expect(playWith(['--images', '0']).p95).toBe(playWith().p95 - 10);
});
