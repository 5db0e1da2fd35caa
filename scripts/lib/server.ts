import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { answers } from './loopback.ts';
import { PROJECT } from './project.ts';

const STARTS_WITHIN = 30_000;

export interface Server {
  readonly endpoint: string;
  stop(): Promise<void>;
}
export interface Program {
  /** What errors call it. */
  readonly name: string;
  readonly command: string;
  readonly arguments: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly endpoint: string;
  /** The path that answers 200 once it serves. */
  readonly health: string;
  /** The PEM that its certificate is from. */
  readonly authority?: string | undefined;
}

/**
 * Starts a server in a process and a folder of its own and waits until it serves.
 * Nothing is inherited but what `program` names: the host's AWS_* variables would leak into what the server runs.
 */
export async function startServer(program: (folder: string) => Program): Promise<Server> {
  const folder = await temporaryFolder();
  const { name, command, arguments: args, environment, endpoint, health, authority } = program(folder);
  const child = spawn(command, args, { cwd: folder, env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
  const errors = lastWords(child);
  const stop = () => end(child, folder);
  try {
    for (const deadline = Date.now() + STARTS_WITHIN; !(await answers(endpoint + health, authority)); ) {
      if (hasEnded(child)) throw new Error(`${name} ended at once: ${errors()}`);
      if (Date.now() > deadline) throw new Error(`${name} did not start in ${STARTS_WITHIN} ms: ${errors()}`);
      await sleep(100);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint, stop };
}

// Inside the project, because functions that ministack unpacks into TMPDIR then find the real @aws-sdk in
// node_modules above them; elsewhere it would silently hand them a stub.
async function temporaryFolder(): Promise<string> {
  const parent = join(PROJECT, '.local');
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, 'server-'));
  // The project's own package.json would make its worker scripts ES modules, which they are not. Renamed into its
  // place, because other processes look for it there and must never read half of it.
  await writeFile(join(folder, 'package.json'), '{ "type": "commonjs" }\n');
  await rename(join(folder, 'package.json'), join(parent, 'package.json'));
  return folder;
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
