import { spawnSync } from 'node:child_process';
import type { CommandLine, CommandStep } from './config.ts';

export interface Ended {
  readonly succeeded: boolean;
  readonly output: string;
}

/** Runs a command unless its test fails; `skipped` then. A string is the shell's, a list is not. */
export function runCommand({ command, env, cwd, test }: CommandStep): Ended | 'skipped' {
  const options = { env: env ?? process.env, ...(cwd === undefined ? {} : { cwd }) };
  if (test !== undefined && !run(test, options).succeeded) return 'skipped';
  return run(command, options);
}

/** Runs a command to its end; output and errors are one stream, so that they stay in order. */
export function run(command: CommandLine, options: { env?: NodeJS.ProcessEnv; cwd?: string } = {}): Ended {
  const line = typeof command === 'string' ? ['/bin/sh', '-c', command] : command;
  const merged = ['-c', 'exec "$@" 2>&1', 'sh', ...line];
  const stdio: ['ignore', 'pipe', 'inherit'] = ['ignore', 'pipe', 'inherit'];
  const ended = spawnSync('/bin/sh', merged, { ...options, stdio, encoding: 'utf8', maxBuffer: 2 ** 26 });
  return { succeeded: ended.status === 0, output: ended.error ? ended.error.message : ended.stdout };
}
