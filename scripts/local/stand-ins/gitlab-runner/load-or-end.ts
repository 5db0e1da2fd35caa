// From configfile.Load of commands/internal/configfile/configfile.go of gitlab-runner 19.4.0.
import { loadConfig } from './load.ts';
import { fatal, log } from './log.ts';
import { schemaObjection } from './schema.ts';
import type { Config } from './types.ts';
import { version } from './version.ts';

/** The configuration for every command but `lint`: keys that are not known are nothing, and the schema's objections one line. */
export function loadOrEnd(file: string): Config {
  try {
    const { config } = loadConfig(file);
    const objection = schemaObjection(config, version);
    const why =
      'There might be a problem with your config based on jsonschema annotations in common/config.go (experimental feature):';
    if (objection) log('info', `${why}\n${objection}\n`);
    return config;
  } catch (error) {
    return fatal((error as Error).message);
  }
}
