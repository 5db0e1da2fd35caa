import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { PROJECT } from '../../../lib/project.ts';

let started: Promise<string> | undefined;

/** A folder below `shared` with the socket where the AWS CLI's fork server listens, until this process ends. */
export const awsForkServer = (shared: string): Promise<string> => (started ??= start(shared));

async function start(shared: string): Promise<string> {
  const folder = mkdtempSync(join(shared, 'aws-'));
  const python = join(PROJECT, '.tools/emulator/bin/python3');
  const server = spawn(python, [join(import.meta.dirname, 'fork_server.py')], {
    cwd: folder,
    // What it has is in the environment of every call.
    env: {},
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(server.stdout, 'readable');
  if (server.stdout.read() === null) throw new Error("The AWS CLI's fork server did not start.");
  server.unref();
  for (const pipe of [server.stdin, server.stdout]) (pipe as Socket).unref();
  return folder;
}
