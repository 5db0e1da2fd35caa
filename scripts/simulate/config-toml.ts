import { parse } from 'smol-toml';
import type { Period } from '../../functions/configuration/period.ts';
import {
  fiveFields,
  goDuration,
  isTable,
  number,
  strings,
  type Table,
  tables,
  unlimited,
} from './config-values.ts';
import type { Phase, Settings } from './settings.ts';

const ALWAYS: Period = ['*', '*', '*', '*', '*'];

/** The settings in a config.toml with one `[[runners]]`, as gitlab-runner reads them. Throws an Error for other executors. */
export function readConfigToml(text: string): Settings {
  const config = parse(text) as Table;
  const [runner = {}] = tables(config.runners);
  const { autoscaler, machine } = runner;
  const limits = [config.concurrent, runner.limit].map(unlimited);
  if (isTable(autoscaler)) return autoscalerSettings(autoscaler, Math.min(...limits));
  if (isTable(machine)) return machineSettings(machine, Math.min(...limits), unlimited(runner.limit));
  throw new Error('A config.toml to simulate must have [runners.autoscaler] or [runners.machine].');
}

function autoscalerSettings(autoscaler: Table, concurrent: number): Settings {
  const policies = tables(autoscaler.policy).map(policyPhase);
  return {
    executor: 'docker-autoscaler',
    concurrent,
    maxWorkers: unlimited(autoscaler.max_instances),
    jobsPerWorker: number(autoscaler.capacity_per_instance) || 1,
    maxJobsPerWorker: unlimited(autoscaler.max_use_count),
    maxBooting: Number.POSITIVE_INFINITY,
    phases: [NOTHING_WAITS, ...policies],
  };
}

const NOTHING_WAITS: Phase = {
  periods: [ALWAYS],
  timezone: 'UTC',
  idle: 0,
  idleSeconds: 0,
  preemptive: false,
};

function policyPhase(policy: Table): Phase {
  const idle = number(policy.idle_count);
  return {
    periods: strings(policy.periods, '* * * * *').map(fiveFields),
    timezone: String(policy.timezone || 'UTC'),
    idle,
    idleSeconds: goDuration(String(policy.idle_time || '0s')),
    // The default: https://docs.gitlab.com/runner/executors/instance/#preemptive-mode. Where nothing waits, nothing
    // can be waited for: https://gitlab.com/gitlab-org/gitlab-runner/-/issues/38931
    preemptive: idle > 0 && policy.preemptive_mode !== false,
  };
}

function machineSettings(machine: Table, concurrent: number, maxWorkers: number): Settings {
  return {
    executor: 'docker+machine',
    concurrent,
    maxWorkers,
    jobsPerWorker: 1,
    maxJobsPerWorker: unlimited(machine.MaxBuilds),
    maxBooting: unlimited(machine.MaxGrowthRate),
    phases: [machine, ...tables(machine.autoscaling)].map(machinePhase),
  };
}

function machinePhase(phase: Table): Phase {
  const idle = number(phase.IdleCount);
  return {
    periods: strings(phase.Periods, '* * * * * * *').map((seven) => fiveFields(withoutSecondAndYear(seven))),
    timezone: String(phase.Timezone || 'UTC'),
    idle,
    idleSeconds: number(phase.IdleTime),
    preemptive: idle > 0,
  };
}

const withoutSecondAndYear = (cron: string) => cron.trim().split(/\s+/).slice(1, 6).join(' ');
