import { describe, expect, it } from 'vitest';
import { simulate } from '../../scripts/simulate/simulate.ts';
import { aliveAt, always, booting, burst, MACHINE, traceOf, waits } from './sample.ts';

const DURATION = 1000;
const IDLE_TIME = 1800;

// https://docs.gitlab.com/runner/configuration/autoscale/#example-configuration
describe("GitLab's worked example of docker+machine", () => {
  const limits = { concurrent: 10, maxWorkers: 10, maxBooting: 1 };
  const settings = { ...MACHINE, ...limits, maxJobsPerWorker: 100, phases: [always(2, IDLE_TIME, true)] };
  const run = simulate(traceOf(burst(5, 0, DURATION), 14_400), settings, booting(60));

  it('begins with two idle machines', () => {
    expect(aliveAt(run, -1)).toBe(2);
  });

  it('has seven machines once five jobs are queued: five that run them and two that wait', () => {
    expect(run.starts.filter((start) => start <= 600)).toHaveLength(5);
    expect(aliveAt(run, 600)).toBe(7);
    expect(run.most).toBe(7);
  });

  it('gives the first two jobs to the idle machines, and provisions the others one after the other', () => {
    expect(run.starts).toEqual([0, 0, 60, 120, 180]);
    const provisioned = run.workers.map(({ launchedAt }) => launchedAt).sort((one, other) => one - other);
    expect(provisioned.slice(2)).toEqual([0, 60, 120, 180, 240]);
  });

  it('removes what is idle for longer than IdleTime, until two are left', () => {
    const lastEnd = 180 + DURATION;
    expect(aliveAt(run, lastEnd)).toBe(7);
    expect(aliveAt(run, lastEnd + IDLE_TIME)).toBe(2);
  });
});

describe('docker+machine', () => {
  it('with IdleCount 0 makes a machine for each job, at once, and keeps it for IdleTime', () => {
    const settings = { ...MACHINE, maxJobsPerWorker: 10, phases: [always(0, 600)] };
    const trace = traceOf([...burst(3, 0, 100), ...burst(2, 300, 100), ...burst(1, 2000, 100)]);
    const run = simulate(trace, settings, booting(140));
    expect(waits(trace, run)).toEqual([140, 140, 140, 0, 0, 141]);
    expect(run.workers).toHaveLength(4);
  });

  it('gives a job the machine that is there first: its own, or one that another job left', () => {
    const trace = traceOf([...burst(1, 0, 30), ...burst(1, 141, 30)]);
    const run = simulate(trace, { ...MACHINE, maxJobsPerWorker: 10, phases: [always(0, 600)] }, booting(140));
    expect(waits(trace, run)).toEqual([140, 29]);
  });

  it('removes a machine after MaxBuilds jobs', () => {
    const trace = traceOf([0, 300, 600, 900].flatMap((at) => burst(1, at, 60)));
    const run = simulate(trace, { ...MACHINE, maxJobsPerWorker: 2, phases: [always(0, 3000)] }, booting(50));
    expect(run.workers.map(({ used }) => used)).toEqual([2, 2]);
  });

  it('starts no more at a time than MaxGrowthRate, and never has more machines than the limit', () => {
    const trace = traceOf(burst(6, 0, 1000));
    const grown = simulate(trace, { ...MACHINE, maxBooting: 2 }, booting(100));
    expect(waits(trace, grown)).toEqual([100, 100, 200, 200, 300, 300]);
    const limited = simulate(trace, { ...MACHINE, maxWorkers: 3 }, booting(100));
    expect(limited.most).toBe(3);
  });
});
