import { CommandError } from '../lib/command-error.ts';
import { dockerAutoscaler } from './docker-autoscaler.ts';
import { dockerMachine } from './docker-machine.ts';
import { type Executor, type Fleet, roomy, type Settings, type Worker } from './fleet.ts';
import type { Job, Trace } from './jobs.ts';
import { type Change, type Phase, phaseChanges } from './phases.ts';

type Ended = Worker & { readonly endedAt: number };
export interface Run {
  /** When the script of each job of the trace began, in its order. */
  readonly starts: readonly number[];
  readonly workers: readonly Ended[];
  /** The most workers that there were at a time. */
  readonly most: number;
}

const EXECUTORS = { 'docker-autoscaler': dockerAutoscaler, 'docker+machine': dockerMachine } as const;
/** gitlab-runner's check_interval: a job is seen at the next look. */
const LOOKS_EVERY = 3;
const DAY = 86_400;

/** How a worker begins, in seconds. */
export interface Start {
  /** From its launch until it has a job. */
  readonly boot: number;
  /** From its first job's being there to the first line of the script: images are pulled. A used worker has them. */
  readonly images: number;
}

/** Simulates the trace until its last job has ended, and at least until its last moment. */
export function simulate(trace: Trace, settings: Settings, start: Start): Run {
  const simulation = new Simulation(trace, settings, start);
  for (let now = trace.from; now < Number.POSITIVE_INFINITY; now = simulation.nextMoment()) {
    simulation.play(now);
    if (simulation.isDone()) return simulation.run();
  }
  throw new CommandError('With these settings a job would wait forever.');
}

class Simulation implements Fleet {
  now = 0;
  workers: Worker[] = [];
  readonly settings: Settings;
  private readonly trace: Trace;
  private readonly executor: Executor;
  private readonly boot: number;
  private readonly images: number;
  private readonly changes: readonly Change[];
  private readonly started: number[] = [];
  private readonly ended: Ended[] = [];
  /** How many of the trace's jobs the manager has taken, the first ones. */
  private taken = 0;
  private most = 0;

  constructor(trace: Trace, settings: Settings, { boot, images }: Start) {
    this.trace = trace;
    this.settings = settings;
    this.executor = EXECUTORS[settings.executor];
    this.boot = upTo(boot, this.executor.looksEvery);
    this.images = images;
    this.changes = phaseChanges(settings.phases, trace.from, trace.to + DAY);
  }

  get waiting(): number {
    return this.taken - this.started.length;
  }

  get phase(): Phase {
    const change = this.changes.findLast(({ at }) => at <= this.now);
    if (!change) throw new Error('No phase is in force, so nothing says how many workers wait.');
    return change.phase;
  }

  /** All that happens at one moment. Jobs come before the end of a worker that could run them. */
  play(now: number): void {
    this.now = now;
    for (const worker of this.workers) endJobs(worker, now);
    do {
      this.giveJobs();
      for (let count = this.executor.starts(this); count > 0; count--)
        this.workers.push(launched(now, now + this.boot));
    } while (this.takeJob() || this.endWorkers());
    this.most = Math.max(this.most, this.workers.length);
  }

  /** When something happens next; Infinity when nothing will. */
  nextMoment(): number {
    const { idleSeconds } = this.phase;
    const change = this.changes.find(({ at }) => at > this.now);
    const ofWorkers = this.workers.flatMap(({ readyAt, ends, idleSince }) =>
      ends.length === 0 ? [readyAt, idleSince + idleSeconds] : [readyAt, ...ends],
    );
    const moments = [...this.trace.jobs.slice(this.taken, this.taken + 1).map(seenAt), ...ofWorkers];
    return Math.min(...moments.filter((moment) => moment > this.now), change?.at ?? Number.POSITIVE_INFINITY);
  }

  isDone(): boolean {
    const isIdle = this.workers.every(({ ends }) => ends.length === 0);
    return isIdle && this.started.length === this.trace.jobs.length && this.nextMoment() >= this.trace.to;
  }

  run(): Run {
    const endedAt = Math.max(this.now, this.trace.to);
    const left = this.workers.map((worker) => ({ ...worker, endedAt }));
    return { starts: this.started, workers: [...this.ended, ...left], most: this.most };
  }

  private giveJobs(): void {
    while (this.waiting > 0) {
      const worker = this.executor.picks(roomy(this));
      const job = this.trace.jobs[this.started.length];
      if (!worker || !job) return;
      const start = this.now + (worker.used === 0 ? this.images : 0);
      giveJob(worker, this.now, start + job.duration);
      this.started.push(start);
    }
  }

  private takeJob(): boolean {
    const next = this.trace.jobs[this.taken];
    if (!next || seenAt(next) > this.now || !this.executor.asks(this)) return false;
    this.taken += 1;
    return true;
  }

  private endWorkers(): boolean {
    const leaving = new Set(this.executor.ends(this));
    for (const worker of leaving) this.ended.push({ ...worker, endedAt: this.now });
    this.workers = this.workers.filter((worker) => !leaving.has(worker));
    return leaving.size > 0;
  }
}

const upTo = (seconds: number, step: number) => Math.ceil(seconds / step) * step;
const seenAt = ({ queuedAt }: Job) => upTo(queuedAt, LOOKS_EVERY);

const launched = (launchedAt: number, readyAt: number): Worker => ({
  launchedAt,
  readyAt,
  idleSince: readyAt,
  used: 0,
  ends: [],
  busySeconds: 0,
});

function giveJob(worker: Worker, now: number, endsAt: number): void {
  worker.busySeconds += Math.max(0, endsAt - Math.max(now, ...worker.ends));
  worker.used += 1;
  worker.ends.push(endsAt);
}

function endJobs(worker: Worker, now: number): void {
  if (!worker.ends.some((moment) => moment <= now)) return;
  worker.ends = worker.ends.filter((moment) => moment > now);
  worker.idleSince = now;
}
