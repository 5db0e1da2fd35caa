import { dockerAutoscaler } from './docker-autoscaler.ts';
import { dockerMachine } from './docker-machine.ts';
import type { Executor, Fleet } from './fleet.ts';
import type { Job, Trace } from './job.ts';
import { type Change, phaseChanges } from './phases.ts';
import type { Settings } from './settings.ts';
import type { Worker } from './worker.ts';

/** What does not change while a trace is simulated. */
export interface World {
  readonly trace: Trace;
  readonly settings: Settings;
  readonly executor: Executor;
  /** Seconds from a worker's launch until the manager knows that it is ready. */
  readonly bootSeconds: number;
  readonly changes: readonly Change[];
}
export interface State {
  readonly now: number;
  readonly workers: readonly Worker[];
  /** How many of the trace's jobs the manager has taken, the first ones. */
  readonly taken: number;
  /** How many of those were given to a worker. */
  readonly given: number;
}

/** gitlab-runner's check_interval: a job is seen at the next look. */
const LOOKS_EVERY = 3;
/** docker-autoscaler's update_interval_when_expecting: how often it looks whether a new worker is there. */
const EXPECTS_EVERY = 2;
const DAY = 86_400;

const upTo = (seconds: number, step: number) => Math.ceil(seconds / step) * step;

export const seenAt = ({ queuedAt }: Job) => upTo(queuedAt, LOOKS_EVERY);

export function openWorld(trace: Trace, settings: Settings, bootSeconds: number): World {
  const isAutoscaler = settings.executor === 'docker-autoscaler';
  return {
    trace,
    settings,
    executor: isAutoscaler ? dockerAutoscaler : dockerMachine,
    bootSeconds: isAutoscaler ? upTo(bootSeconds, EXPECTS_EVERY) : bootSeconds,
    changes: phaseChanges(settings.phases, trace.from, trace.to + DAY),
  };
}

/** What the executor sees of it. */
export function fleetOf({ settings, changes }: World, { now, workers, taken, given }: State): Fleet {
  const phase = changes.findLast(({ at }) => at <= now)?.phase;
  if (!phase) throw new Error('No phase is in force, so nothing says how many workers wait.');
  return { now, settings, phase, workers, waiting: taken - given };
}
