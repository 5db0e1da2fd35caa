// From commands/lint.go of gitlab-runner 19.4.0 (d79f3e7b); lint is there since 19.3.0.
import { existsSync } from 'node:fs';
import { loadConfig } from './load.ts';
import { fatal, log } from './log.ts';
import { schemaObjection } from './schema.ts';
import { version } from './version.ts';

export function lint(file: string): void {
  if (!existsSync(file)) fatal(`config file not found: ${file}`);
  const { config, unknown } = load(file);
  const objection = schemaObjection(config, version);
  if (objection) fatal(`config schema validation failed: ${objection}`);
  if (unknown.length > 0)
    fatal(
      `${unknown.length} unknown key(s) found in ${file}:\n${unknown.map((key) => `  unknown key: ${key}`).join('\n')}`,
    );
  log('info', 'Configuration file is valid.');
}

function load(file: string) {
  try {
    return loadConfig(file);
  } catch (error) {
    return fatal(`decoding config: ${(error as Error).message}`);
  }
}
