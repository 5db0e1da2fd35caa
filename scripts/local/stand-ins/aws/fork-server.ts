import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { PROJECT } from '../../../lib/project.ts';

/** The folder that every machine has as it is on the host: see machine/enter.sh. */
const SHARED = join(PROJECT, '.local/shared');
let started: Promise<string> | undefined;

/** The folder with the socket where the AWS CLI's fork server listens, until this process ends. */
export const awsForkServer = (): Promise<string> => (started ??= start());

async function start(): Promise<string> {
  mkdirSync(SHARED, { recursive: true });
  const folder = mkdtempSync(join(SHARED, 'aws-'));
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
