import type { TomlTable } from 'smol-toml';
import { storable } from '../aws/parameter-value.ts';
import { OperatorError } from '../operator-error.ts';
import { say } from '../sentence.ts';
import type { Configured } from './properties.ts';
import { autoscaler } from './sections/autoscaler.ts';
import { cache } from './sections/cache.ts';
import { docker } from './sections/docker.ts';
import { machine } from './sections/docker-machine/machine.ts';
import { shutdown } from './sections/docker-machine/shutdown.ts';
import { jobsAtOnce, runner } from './sections/runner.ts';
import { FAILURES } from './sentences.ts';
import { merge, withIntegers, writeToml } from './toml.ts';

// What an SSM parameter of the advanced tier holds at most; Intelligent-Tiering takes that tier when it must.
const MAX_BYTES = 8192;

/** config.toml as text. The release stands in it, so that an upgraded stack stores a new version. */
export function render(properties: Configured): string {
  const header = `# Written by gitlab-runner-stack ${properties.release}; changes made by hand are lost.\n`;
  const text = header + storable(writeToml(globalSection(properties)));
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_BYTES) throw new OperatorError(say(FAILURES.tooLong, { bytes, most: MAX_BYTES }));
  return text;
}

/** Where gitlab-runner serves its metrics, and pprof: on the manager alone, which runs no jobs. publish-health reads it here. */
const METRICS = '127.0.0.1:9252';

/** The whole of config.toml as data. Keys: https://docs.gitlab.com/runner/configuration/advanced-configuration/ */
export function globalSection(properties: Configured): TomlTable {
  return {
    concurrent: BigInt(jobsAtOnce(properties)),
    listen_address: METRICS,
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
