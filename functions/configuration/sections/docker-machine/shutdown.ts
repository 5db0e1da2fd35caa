import type { Properties } from '../../properties.ts';
import { PROCESSES } from './machine.ts';

// gitlab-runner's own figures (executors/docker/machine/shutdown.go): at least 300 s, and a minute for a machine.
const LEAST_SECONDS = 300;
const SECONDS_PER_MACHINE = 60;

/** The global keys by which a manager that stops takes its idle machines with it; otherwise they would stay. */
export function shutdown({ drainSeconds, maxWorkers }: Properties) {
  const seconds = Math.max(LEAST_SECONDS, drainSeconds);
  const needed = Math.ceil((maxWorkers * SECONDS_PER_MACHINE) / seconds);
  return {
    shutdown_timeout: seconds,
    machine: { shutdown_drain: { enabled: true, concurrency: Math.min(PROCESSES, Math.max(3, needed)) } },
  };
}
