import { idlePhases } from '../../functions/configuration/idle-phases.ts';
import { PROCESSES } from '../../functions/configuration/sections/docker-machine/machine.ts';
import { jobsAtOnce } from '../../functions/configuration/sections/runner.ts';
import { configuredStack } from '../lib/configured-stack.ts';
import { GIVEN } from '../lib/samples/parameters.ts';
import { parameterGroups, readTemplate } from '../lib/template.ts';
import type { Settings } from './fleet.ts';

/** By the template's names, as text. */
export type Parameters = Readonly<Record<string, string>>;

const TEMPLATE = readTemplate();

/** The parameters of the workers as the template has them; the flags have their names. */
export function defaultParameters(): Parameters {
  const workers = parameterGroups(TEMPLATE).find(({ label }) => label === 'Workers')?.fields ?? [];
  return Object.fromEntries(workers.map(({ name, Default = '' }) => [name, String(Default)]));
}

/** What the stack configures with these parameters, by its own template and code. Throws their OperatorErrors. */
export function settingsOf(parameters: Parameters): Settings {
  const { configured: properties } = configuredStack({ ...GIVEN, ...parameters });
  const { workers, maxWorkers, jobsPerWorker, maxJobsPerWorker, timezone, idleSeconds, idleFactor } =
    properties;
  const isMachine = workers.executor === 'docker+machine';
  return {
    ...{ executor: workers.executor, concurrent: jobsAtOnce(properties), maxWorkers, jobsPerWorker },
    maxJobsPerWorker: maxJobsPerWorker || Number.POSITIVE_INFINITY,
    maxBooting: isMachine ? PROCESSES : Number.POSITIVE_INFINITY,
    phases: idlePhases(properties).map(({ periods, idleWorkers }) => ({
      ...{ periods, timezone, idleSeconds },
      idle: isMachine ? idleWorkers : idleWorkers * jobsPerWorker,
      idleFactor: isMachine && idleWorkers === 0 ? 0 : idleFactor,
      // docker-autoscaler's policies say `preemptive_mode = false`.
      preemptive: isMachine && idleWorkers > 0,
    })),
  };
}

/** The parameters by which two rows differ, as flags. */
export function asFlags(parameters: Parameters, from: Parameters): string {
  const quoted = (value: string) => (/^[\w.+,-]+$/.test(value) ? value : `'${value}'`);
  return Object.entries(parameters)
    .filter(([name, value]) => value !== from[name])
    .map(([name, value]) => `--${name} ${quoted(value)}`)
    .join(' ');
}
