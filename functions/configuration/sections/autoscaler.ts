import { type IdlePhase, idlePhases } from '../idle-phases.ts';
import type { Properties } from '../properties.ts';
import { jobsAtOnce } from './runner.ts';

/** Exact: a range would be resolved anew at each boot of a manager, and managers of one stack would differ. */
const FLEETING_PLUGIN = 'aws:1.1.0';

/**
 * Made by the manager in its memory (fetch-configuration). The plugin sends its public half to a worker for each connection,
 * by EC2 Instance Connect; without one it makes an RSA key of 4,096 bits each time (connector_ssh.go of fleeting-plugin-aws).
 */
export const CONNECTOR_KEY = '/run/gitlab-runner/connector-key';

// Status 1 says that the user data failed; newer versions say 2 when all is done but something was deprecated.
const READY = 'cloud-init status --wait; test $? -ne 1 && docker version';

/** `[runners.autoscaler]`: fleeting's AWS plugin on the workers' Auto Scaling group. */
export function autoscaler(properties: Properties, groupName: string) {
  return {
    plugin: FLEETING_PLUGIN,
    capacity_per_instance: properties.jobsPerWorker,
    max_use_count: properties.maxJobsPerWorker,
    max_instances: properties.maxWorkers,
    instance_ready_command: READY,
    plugin_config: { name: groupName },
    connector_config: { username: 'ec2-user', use_external_addr: false, key_path: CONNECTOR_KEY },
    policy: idlePhases(properties).map((phase) => policy(phase, properties)),
  };
}

function policy({ periods, idleWorkers }: IdlePhase, properties: Properties) {
  const { jobsPerWorker, idleFactor, idleSeconds, timezone } = properties;
  return {
    periods: periods.map((fields) => fields.join(' ')),
    timezone,
    // Counted in jobs, not in instances: https://docs.gitlab.com/runner/configuration/advanced-configuration/
    idle_count: idleWorkers * jobsPerWorker,
    // Of the jobs that run; idle_count is then the least that wait, and the limit the most.
    scale_factor: idleFactor || undefined,
    scale_factor_limit: idleFactor ? jobsAtOnce(properties) : undefined,
    idle_time: `${idleSeconds}s`,
    // Unset it is on wherever there are idle workers, and then a job is only taken when one already waits: more of
    // them would make jobs wait longer. The lint of gitlab-runner 19.3.0 refuses a policy without it.
    preemptive_mode: false,
  };
}
