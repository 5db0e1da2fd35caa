import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CommandError } from './command-error.ts';
import { PROJECT } from './project.ts';

/** Runs a program in the project's root and gives what it printed. Throws when its status is not 0. */
export async function run(command: string, args: readonly string[]): Promise<string> {
  const running = promisify(execFile)(command, args, { cwd: PROJECT, maxBuffer: 64 * 1024 * 1024 });
  // Nothing is asked.
  running.child.stdin?.end();
  const { stdout } = await running.catch((error) => {
    if (typeof error.code !== 'number') throw error;
    const last = (error.stderr.trim() || error.stdout.trim()).split('\n').slice(-20).join('\n');
    throw new CommandError(`${command} ${args[0] ?? ''} ended with status ${error.code}:\n${last}`);
  });
  return stdout;
}
