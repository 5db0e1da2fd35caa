import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../../../scripts/lib/project.ts';
import type { World } from '../../../scripts/local/world.ts';

/** Runs the real AWS CLI and returns its exit status; nothing of the user's settings is inherited, what it says is logged. */
export function aws({ environment, output, folder }: World, ...args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(PROJECT, '.tools/emulator/bin/aws'), args, {
      cwd: PROJECT,
      env: { PATH: process.env.PATH, HOME: folder, ...environment },
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => appendFileSync(output, chunk));
    child.once('error', reject);
    child.once('close', (status) => resolve(status ?? 1));
  });
}
