import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Settings } from '../../scripts/simulate/fleet.ts';
import type { Trace } from '../../scripts/simulate/jobs.ts';
import { measure } from '../../scripts/simulate/measures.ts';
import { type Run, simulate } from '../../scripts/simulate/simulate.ts';
import { AUTOSCALER, aliveAt, always, booting, burst, MACHINE, traceOf, waits } from './sample.ts';

const limit = (most: number) =>
  fc.oneof(fc.integer({ min: 1, max: most }), fc.constant(Number.POSITIVE_INFINITY));
const traces = fc
  .array(fc.record({ queuedAt: fc.nat(3600), duration: fc.integer({ min: 1, max: 900 }) }), { maxLength: 25 })
  .map((jobs) => traceOf(jobs, 4000));
const settings: fc.Arbitrary<Settings> = fc
  .record({
    executor: fc.constantFrom(...(['docker-autoscaler', 'docker+machine'] as const)),
    concurrent: limit(8),
    maxWorkers: limit(8),
    capacity: fc.integer({ min: 1, max: 4 }),
    uses: limit(6),
    maxBooting: limit(3),
    idle: fc.nat(4),
    idleSeconds: fc.nat(900),
    preemptive: fc.boolean(),
  })
  .map(({ capacity, uses, idle, idleSeconds, preemptive, ...rest }) => {
    const jobsPerWorker = rest.executor === 'docker+machine' ? 1 : capacity;
    const isPreemptive = idle > 0 && (preemptive || rest.executor === 'docker+machine');
    const phases = [always(idle, idleSeconds, isPreemptive)];
    return { ...rest, jobsPerWorker, maxJobsPerWorker: Math.max(jobsPerWorker, uses), phases };
  });
const boots = fc.integer({ min: 1, max: 300 });

const inEveryCase = (holds: (trace: Trace, chosen: Settings, run: Run) => void) =>
  fc.assert(
    fc.property(traces, settings, boots, (trace, chosen, boot) =>
      holds(trace, chosen, simulate(trace, chosen, booting(boot))),
    ),
  );

describe('whatever the jobs and the settings', () => {
  it('every job begins, none before it is queued, and in the order of their queue', () => {
    inEveryCase((trace, _settings, { starts }) => {
      expect(starts).toHaveLength(trace.jobs.length);
      for (const [index, start] of starts.entries()) {
        expect(start).toBeGreaterThanOrEqual(trace.jobs[index]?.queuedAt ?? 0);
        expect(start).toBeGreaterThanOrEqual(starts[index - 1] ?? start);
      }
    });
  });

  it('every job ends on a worker that takes no more jobs than it may, and every worker ends after its jobs', () => {
    inEveryCase((trace, { maxJobsPerWorker }, { workers, starts }) => {
      expect(workers.reduce((sum, { used }) => sum + used, 0)).toBe(starts.length);
      for (const worker of workers) {
        expect(worker.used).toBeLessThanOrEqual(maxJobsPerWorker);
        expect(worker.ends).toEqual([]);
        expect(worker.endedAt).toBeLessThanOrEqual(Math.max(trace.to, worker.endedAt));
      }
    });
  });

  it('there are never more workers, nor more jobs at a time, than the limits', () => {
    inEveryCase(({ jobs }, { maxWorkers, concurrent, jobsPerWorker }, run) => {
      expect(run.most).toBeLessThanOrEqual(maxWorkers);
      for (const start of run.starts) {
        const running = jobs.filter(({ duration }, index) => {
          const began = run.starts[index] ?? Number.NaN;
          return began <= start && start < began + duration;
        });
        expect(running.length).toBeLessThanOrEqual(concurrent);
        expect(running.length).toBeLessThanOrEqual(aliveAt(run, start) * jobsPerWorker);
      }
    });
  });

  it('no less is paid than used, and with one job on a worker exactly the jobs are used', () => {
    inEveryCase((trace, { jobsPerWorker }, run) => {
      const { paidHours, usedHours } = measure(trace, run, 1);
      const jobHours = trace.jobs.reduce((sum, { duration }) => sum + duration, 0) / 3600;
      expect(paidHours).toBeGreaterThanOrEqual(usedHours);
      if (jobsPerWorker === 1) expect(usedHours).toBeCloseTo(jobHours);
      else expect(usedHours).toBeLessThanOrEqual(jobHours + 1e-9);
    });
  });
});

/** Whether no job waits longer when one more worker is idle. */
function oneMoreHelpsEach(base: Settings, idle: fc.Arbitrary<number>, preemptive: boolean) {
  const of = (count: number, seconds: number) => ({
    ...base,
    phases: [always(count, seconds, preemptive && count > 0)],
  });
  fc.assert(
    fc.property(traces, idle, fc.nat(900), boots, (trace, count, seconds, boot) => {
      const before = waits(trace, simulate(trace, of(count, seconds), booting(boot)));
      const after = waits(trace, simulate(trace, of(count + 1, seconds), booting(boot)));
      for (const [index, wait] of after.entries()) expect(wait).toBeLessThanOrEqual(before[index] ?? 0);
    }),
  );
}

describe('one more idle worker, where each job has a new worker,', () => {
  it('never makes a job wait longer without preemptive mode', () => {
    oneMoreHelpsEach(AUTOSCALER, fc.nat(4), false);
    oneMoreHelpsEach({ ...AUTOSCALER, maxWorkers: 6 }, fc.nat(4), false);
  });

  it('never makes a job wait longer from one to two and so on', () => {
    oneMoreHelpsEach({ ...AUTOSCALER, maxWorkers: 6 }, fc.integer({ min: 1, max: 4 }), true);
    oneMoreHelpsEach({ ...MACHINE, maxWorkers: 6 }, fc.integer({ min: 1, max: 4 }), true);
  });

  it('but the first one does, in preemptive mode: a burst then waits for one boot after the other', () => {
    const trace = traceOf(burst(3, 0, 1));
    const none = simulate(trace, AUTOSCALER, booting(40));
    const one = simulate(trace, { ...AUTOSCALER, phases: [always(1, 0, true)] }, booting(40));
    expect([waits(trace, none), waits(trace, one)]).toEqual([
      [40, 40, 40],
      [0, 40, 80],
    ]);
  });

  it('and where workers are used again it can: another one is then kept, or ended, at another time', () => {
    const jobs = [
      { queuedAt: 2007, duration: 481 },
      { queuedAt: 2325, duration: 263 },
      { queuedAt: 2866, duration: 130 },
      { queuedAt: 2995, duration: 652 },
    ];
    const of = (idle: number) => ({
      ...AUTOSCALER,
      maxJobsPerWorker: Number.POSITIVE_INFINITY,
      phases: [always(idle, 280)],
    });
    const [before, after] = [0, 1].map((idle) =>
      waits(traceOf(jobs), simulate(traceOf(jobs), of(idle), booting(129))),
    );
    expect(after?.some((wait, index) => wait > (before?.[index] ?? 0))).toBe(true);
  });
});
