import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { asCsv, asText } from '../../scripts/lib/report.ts';
import { builtInTrace } from '../../scripts/simulate/built-in-trace.ts';
import { simulateBuiltInWeek } from '../../scripts/simulate/built-in-week.ts';
import { withFigures } from '../../scripts/simulate/document.ts';
import { cheapestUnshared, verdicts } from '../../scripts/simulate/recommend.ts';
import { rowOf } from '../../scripts/simulate/sizing-report.ts';

const PROJECT = join(import.meta.dirname, '../..');
let week: ReturnType<typeof simulateBuiltInWeek>;
beforeAll(() => {
  week = simulateBuiltInWeek();
}, 300_000);

describe('the built-in week', () => {
  it('has the jobs that its description says, all in its time', () => {
    const trace = builtInTrace();
    expect(trace.jobs.length).toBe(3824);
    const seconds = trace.jobs.map(({ duration }) => duration).sort((one, other) => one - other);
    expect(seconds[seconds.length / 2]).toBeCloseTo(120, -1);
    const long = seconds.filter((duration) => duration > 2.5 * 120).length / seconds.length;
    expect(long).toBeCloseTo(1 / 6, 1);
    expect(trace.jobs.every(({ queuedAt }) => queuedAt >= trace.from && queuedAt < trace.to)).toBe(true);
  });

  it('gives the same bytes in another process: text, table, figures and plot', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'simulate-'));
    const file = (name: string) => join(folder, name);
    const args = ['--csv', file('a.csv'), '--json', file('a.json'), '--svg', file('a.svg')];
    const { stdout, stderr } = await promisify(execFile)('node', ['scripts/simulate/index.ts', ...args], {
      cwd: PROJECT,
    });
    expect(stdout).toBe(`${asText(week.report)}\n`);
    expect(readFileSync(file('a.csv'), 'utf8')).toBe(asCsv(week.candidates.map(rowOf)));
    expect(readFileSync(file('a.svg'), 'utf8')).toBe(week.report.svg);
    expect(JSON.parse(readFileSync(file('a.json'), 'utf8')).kind).toBe('simulated');
    expect(stderr).toMatch(/Simulated 50 of \d+/);
  }, 300_000);

  it("has a recommendation that waits less, at the p95, and costs less than each of the peers' settings", () => {
    const recommended = cheapestUnshared(week.candidates, week.wait);
    if (!recommended) throw new Error('Nothing is recommended.');
    const judged = verdicts(week.candidates, recommended);
    expect(judged).toHaveLength(5);
    for (const verdict of judged) expect(verdict).toMatchObject({ waitsLess: true, costsLess: true });
  });

  it('is in docs/sizing.md as `node scripts/simulate/write-docs.ts` writes it', () => {
    const page = readFileSync(join(PROJECT, 'docs/sizing.md'), 'utf8');
    expect(page).toBe(withFigures(page, week.report, week));
    expect(readFileSync(join(PROJECT, 'docs/images/sizing.svg'), 'utf8')).toBe(week.report.svg);
  });

  it('is called a simulation in every output', () => {
    for (const text of [week.report.title, week.report.svg]) expect(text).toMatch(/Simulation/);
    expect(asText(week.report)).toMatch(/\(simulated\)/);
  });
});
