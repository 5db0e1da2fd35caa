import type { Properties } from './properties.ts';

/** Exact: a range would be resolved anew at each boot of a manager, and managers of one stack would differ. */
export const FLEETING_PLUGIN = 'aws:1.1.0';

/** `[runners.autoscaler]`: fleeting's AWS plugin on the workers' Auto Scaling group. */
export function autoscaler(properties: Properties) {
  return {
    plugin: FLEETING_PLUGIN,
    capacity_per_instance: properties.jobsPerWorker,
    max_use_count: properties.maxJobsPerWorker,
    max_instances: properties.maxWorkers,
    instance_ready_command: 'cloud-init status --wait && docker version',
    plugin_config: { name: properties.workerGroupName },
    connector_config: { username: 'ec2-user', use_external_addr: false },
    policy: [policy(properties)],
  };
}

function policy({ idleWorkers, jobsPerWorker, idleSeconds, timezone }: Properties) {
  return {
    periods: ['* * * * *'],
    timezone,
    // Counted in jobs, not in instances: https://docs.gitlab.com/runner/configuration/advanced-configuration/
    idle_count: idleWorkers * jobsPerWorker,
    idle_time: `${idleSeconds}s`,
  };
}
