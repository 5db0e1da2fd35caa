import { autoscaler } from './autoscaler.ts';
import { cache } from './cache.ts';
import { docker } from './docker.ts';
import { jobsAtOnce } from './jobs-at-once.ts';
import type { Properties } from './properties.ts';
import { runner } from './runner.ts';

/** The whole of config.toml as data. Keys: https://docs.gitlab.com/runner/configuration/advanced-configuration/ */
export function globalSection(properties: Properties) {
  return {
    concurrent: jobsAtOnce(properties),
    runners: [
      {
        ...runner(properties),
        docker: docker(properties),
        cache: cache(properties),
        autoscaler: autoscaler(properties),
      },
    ],
  };
}

export type Configuration = ReturnType<typeof globalSection>;
