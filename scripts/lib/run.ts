import { spawn } from 'node:child_process';
import { CommandError } from './command-error.ts';
import { PROJECT } from './project.ts';

/** Runs a program in the project's root and gives what it printed. Throws when its status is none of `good`. */
export async function run(command: string, args: readonly string[], good = [0]): Promise<string> {
  const child = spawn(command, args, { cwd: PROJECT, stdio: ['ignore', 'pipe', 'pipe'] });
  const [output, errors] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    }),
  ]);
  if (child.exitCode !== null && good.includes(child.exitCode)) return output;
  const last = (errors.trim() || output.trim()).split('\n').slice(-20).join('\n');
  throw new CommandError(`${command} ${args[0] ?? ''} ended with status ${child.exitCode}:\n${last}`);
}

async function text(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
