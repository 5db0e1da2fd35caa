import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const project = join(import.meta.dirname, '..', '..');
const startsWithin = 30_000;

export interface Emulator {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** ministack, the AWS emulator, in a process and a folder of its own on a free loopback port. */
export async function startEmulator(): Promise<Emulator> {
  const folder = await temporaryFolder();
  const port = await freePort();
  const child = spawn(join(project, '.tools/emulator/bin/ministack'), {
    cwd: folder,
    env: environment(port, folder),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const errors = lastWords(child);
  const endpoint = `http://127.0.0.1:${port}`;
  const stop = () => end(child, folder);
  try {
    await healthy(endpoint, child, errors);
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint, stop };
}

// Nothing is inherited: the host's AWS_* variables would leak into the functions that ministack runs.
function environment(port: number, folder: string): NodeJS.ProcessEnv {
  return {
    PATH: `${join(project, 'node_modules/.bin')}:/usr/local/bin:/usr/bin:/bin`,
    HOME: folder,
    TMPDIR: folder,
    GATEWAY_PORT: String(port),
    BIND_HOST: '127.0.0.1',
    MINISTACK_HOST: 'localhost',
    LAMBDA_EXECUTOR: 'local',
    IOT_MTLS_ENABLED: '0',
    SFTP_ENABLED: '0',
  };
}

// Inside the project, because functions that ministack unpacks into TMPDIR then find the real @aws-sdk in
// node_modules above them; elsewhere it would silently hand them a stub.
async function temporaryFolder(): Promise<string> {
  const parent = join(project, '.local');
  await mkdir(parent, { recursive: true });
  return mkdtemp(join(parent, 'emulator-'));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port on 127.0.0.1');
  return address.port;
}

async function healthy(endpoint: string, child: ChildProcess, errors: () => string): Promise<void> {
  for (const deadline = Date.now() + startsWithin; Date.now() < deadline; await sleep(100)) {
    if (hasEnded(child)) throw new Error(`The emulator ended at once: ${errors()}`);
    const answer = await fetch(`${endpoint}/_ministack/health`).catch(() => undefined);
    if (answer?.ok) return;
  }
  throw new Error(`The emulator did not start within ${startsWithin} ms: ${errors()}`);
}

function lastWords(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).slice(-2000);
  });
  child.on('error', (error) => {
    text += error.message;
  });
  return () => text;
}

async function end(child: ChildProcess, folder: string): Promise<void> {
  if (!hasEnded(child)) {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    const impatience = setTimeout(() => child.kill('SIGKILL'), 3_000);
    await gone;
    clearTimeout(impatience);
  }
  await rm(folder, { recursive: true, force: true });
}

const hasEnded = (child: ChildProcess) =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
