import { spawnSync } from 'node:child_process';
import type { CommandLine, CommandStep } from './plan.ts';

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

/** One stream for output and errors, so that they stay in order; what the command leaves running must not hold it. */
export function run(command: CommandLine, options: { env?: NodeJS.ProcessEnv; cwd?: string } = {}): Ended {
  const line = typeof command === 'string' ? ['/bin/sh', '-c', command] : command;
  const merged = ['/bin/sh', '-c', 'exec "$@" 2>&1', 'sh', ...line];
  const ended = spawnSync('/bin/sh', merged.slice(1), { ...options, encoding: 'utf8' });
  return { succeeded: ended.status === 0, output: ended.error ? ended.error.message : ended.stdout };
}
