import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../lib/project.ts';

/** Not samconfig.toml, where a user's own answers are. */
const DEFAULTS = join(PROJECT, 'samconfig.default.toml');

/** The real SAM CLI, pointed at an emulator. */
export interface Sam {
  /** Runs a SAM command in the project's root and returns its exit status; everything it writes goes into the log file. */
  run(...args: readonly string[]): Promise<number>;
}

/** `sam`, with an environment of its own: nothing of the user's AWS settings is inherited. */
export function samCli(environment: Readonly<Record<string, string>>, log: string, signal: AbortSignal): Sam {
  return {
    run: (...args) =>
      new Promise((resolve, reject) => {
        const child = spawn(join(PROJECT, '.tools/sam/bin/sam'), [...args, '--config-file', DEFAULTS], {
          cwd: PROJECT,
          signal,
          env: {
            PATH: `${join(PROJECT, 'node_modules/.bin')}:${process.env.PATH ?? ''}`,
            HOME: process.env.HOME ?? '/tmp',
            SAM_CLI_TELEMETRY: '0',
            SAM_CLI_POLL_DELAY: '0.5',
            ...environment,
          },
        });
        for (const stream of [child.stdout, child.stderr])
          stream.on('data', (chunk: Buffer) => appendFileSync(log, chunk));
        child.once('error', reject);
        child.once('close', (status) => resolve(status ?? 1));
      }),
  };
}

/** Parameters as `--parameter-overrides` takes them. */
export function overrides(parameters: Readonly<Record<string, string>>): string[] {
  return Object.entries(parameters).map(([name, value]) => `${name}="${value}"`);
}
