import { describe, expect, it } from 'vitest';
import { simulate } from '../../scripts/simulate/simulate.ts';
import { AUTOSCALER, aliveAt, always, booting, burst, traceOf, waits } from './sample.ts';

const BOOT = 40;

describe('docker-autoscaler', () => {
  it('with nothing idle starts a worker for each job of a burst at once', () => {
    const trace = traceOf(burst(7, 0, 100));
    const run = simulate(trace, AUTOSCALER, booting(BOOT));
    expect(waits(trace, run)).toEqual(Array(7).fill(BOOT));
    expect(run.workers.every(({ endedAt }) => endedAt === BOOT + 100)).toBe(true);
  });

  it('looks for jobs every 3 s, and for a new worker every 2 s', () => {
    const trace = traceOf(burst(1, 1, 100));
    expect(simulate(trace, AUTOSCALER, booting(41)).starts).toEqual([3 + 42]);
  });

  // https://gitlab.com/gitlab-org/gitlab-runner/-/issues/38326
  it('without preemptive mode, as the stack has it, waits for one boot; with it a burst waits for one after the other', () => {
    const trace = traceOf(burst(5, 0, 1000));
    const stack = simulate(trace, { ...AUTOSCALER, phases: [always(1, 600)] }, booting(BOOT));
    expect(waits(trace, stack)).toEqual([0, 40, 40, 40, 40]);
    const preemptive = simulate(trace, { ...AUTOSCALER, phases: [always(1, 600, true)] }, booting(BOOT));
    expect(waits(trace, preemptive)).toEqual([0, 40, 80, 120, 160]);
  });

  it('gives capacity_per_instance jobs to a worker, the fullest first', () => {
    const settings = { ...AUTOSCALER, jobsPerWorker: 4, maxJobsPerWorker: Number.POSITIVE_INFINITY };
    const run = simulate(traceOf(burst(6, 0, 100)), settings, booting(BOOT));
    expect(run.workers.map(({ used }) => used)).toEqual([4, 2]);
  });

  it('ends a worker after max_use_count jobs, and makes no more jobs wait for it than it may run', () => {
    const settings = { ...AUTOSCALER, jobsPerWorker: 4, maxJobsPerWorker: 5 };
    const trace = traceOf([...burst(4, 0, 100), ...burst(3, 60, 100)]);
    const run = simulate(trace, { ...settings, phases: [always(0, 600)] }, booting(BOOT));
    expect(run.workers.map(({ used }) => used)).toEqual([4, 3]);
    expect(
      simulate(trace, { ...settings, maxWorkers: 1 }, booting(BOOT)).workers.map(({ used }) => used),
    ).toEqual([5, 2]);
  });

  it('keeps a worker for idle_time and what idle_count wants forever', () => {
    const settings = { ...AUTOSCALER, maxJobsPerWorker: Number.POSITIVE_INFINITY };
    const trace = traceOf(burst(3, 0, 100));
    const run = simulate(trace, { ...settings, phases: [always(1, 600)] }, booting(BOOT));
    expect([639, 640, 700, 739, 740].map((moment) => aliveAt(run, moment))).toEqual([4, 3, 2, 2, 1]);
  });

  it('keeps scale_factor times as many as run, and idle_count at least', () => {
    const settings = { ...AUTOSCALER, phases: [{ ...always(1, 0), idleFactor: 0.5 }] };
    const run = simulate(traceOf(burst(7, 0, 100)), settings, booting(BOOT));
    expect([-1, 50, 141].map((moment) => aliveAt(run, moment))).toEqual([1, 7 + 4, 1]);
  });

  it('begins the script when the images are there, which a used worker has', () => {
    const settings = { ...AUTOSCALER, maxJobsPerWorker: 2, phases: [always(0, 600)] };
    const trace = traceOf([...burst(1, 0, 100), ...burst(1, 300, 100)]);
    expect(waits(trace, simulate(trace, settings, { boot: BOOT, images: 10 }))).toEqual([50, 0]);
  });

  it('never has more workers than max_instances, nor more jobs than concurrent', () => {
    const trace = traceOf(burst(9, 0, 100));
    expect(simulate(trace, { ...AUTOSCALER, maxWorkers: 4 }, booting(BOOT)).most).toBe(4);
    expect(simulate(trace, { ...AUTOSCALER, concurrent: 2 }, booting(BOOT)).most).toBe(2);
  });

  it('follows the policy that is in force', () => {
    const peak = { ...always(2, 0), periods: [['*', '1', '*', '*', '*']] };
    const run = simulate(
      { ...traceOf([]), from: 0 },
      { ...AUTOSCALER, phases: [always(0, 0), peak] },
      booting(BOOT),
    );
    expect([3599, 3600, 7199, 7200].map((moment) => aliveAt(run, moment))).toEqual([0, 2, 2, 0]);
  });
});
