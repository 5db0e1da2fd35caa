import type { TomlTable } from 'smol-toml';
import { jobsAtOnce } from './jobs-at-once.ts';
import type { Configured } from './properties.ts';
import { autoscaler } from './sections/autoscaler.ts';
import { cache } from './sections/cache.ts';
import { docker } from './sections/docker.ts';
import { machine } from './sections/docker-machine/machine.ts';
import { shutdown } from './sections/docker-machine/shutdown.ts';
import { runner } from './sections/runner.ts';
import { merge, withIntegers } from './toml.ts';

/** The whole of config.toml as data. Keys: https://docs.gitlab.com/runner/configuration/advanced-configuration/ */
export function globalSection(properties: Configured): TomlTable {
  return {
    concurrent: BigInt(jobsAtOnce(properties)),
    ...(properties.workers.executor === 'docker+machine' && withIntegers(shutdown(properties))),
    runners: [merge(withIntegers(ownSection(properties)), properties.additional)],
  };
}

/** `[[runners]]` as the stack's parameters make it: with each key that it ever has, undefined or empty when it is not needed. */
export function ownSection(properties: Configured) {
  const { workers } = properties;
  return {
    ...runner(properties),
    docker: docker(properties),
    cache: cache(properties),
    autoscaler:
      workers.executor === 'docker-autoscaler' ? autoscaler(properties, workers.groupName) : undefined,
    machine: workers.executor === 'docker+machine' ? machine(properties, workers) : undefined,
  };
}
