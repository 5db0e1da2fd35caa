import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PROJECT } from '../../lib/project.ts';
import { awsForkServer } from '../stand-ins/aws/fork-server.ts';

const ENDS_WITHIN = 300_000;
/** What enter.sh gives every machine as it is here: a socket, and what Node compiles, which halves the start of a stand-in. */
const SHARED = join(PROJECT, '.local/shared');

/** A simulated instance: this host's folders, with `standIns` laid over them and every change kept in `root`. */
export interface Machine {
  /** An existing folder; it becomes the machine's /. What the stand-ins share with the host is in its `outside`. */
  readonly root: string;
  /** Laid out like /, so that a stand-in is found where the real thing would be. */
  readonly standIns: string;
  /** What only the stand-ins know, such as the emulator's address: a real machine has no such variables. */
  readonly outside?: Readonly<Record<string, string>>;
  /** Ends what runs on it, as EC2 ends an instance. */
  readonly signal?: AbortSignal | undefined;
}
export interface Ended {
  readonly status: number;
  /** Standard output and errors as they came. */
  readonly output: string;
}

// What cloud-init gives to user data: little, and no HOME.
const BOOT_ENVIRONMENT = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' };

/**
 * Runs a command on a simulated instance; when it ends, so does everything that it started there.
 * Works for root and for any user who may make user namespaces. Throws where the kernel refuses them.
 */
export async function runOn(
  machine: Machine,
  command: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  await writeOutside(machine);
  const work = await mkdtemp(join(dirname(machine.root), 'overlay-'));
  const namespaces = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  const enter = ['sh', join(import.meta.dirname, 'enter.sh'), machine.root, work, machine.standIns];
  try {
    const ended = await run(
      ['unshare', ...namespaces, '--mount', '--pid', '--fork', '--kill-child', ...enter, ...command],
      { ...BOOT_ENVIRONMENT, ...environment },
      machine.signal,
    );
    if (ended.status === 125 || ended.output.startsWith('unshare: '))
      throw new Error(
        `This host refuses a pretended machine; run as root or allow user namespaces: ${ended.output}`,
      );
    return ended;
  } finally {
    await removeWork(work);
  }
}

async function writeOutside({ root, outside }: Machine): Promise<void> {
  for (const folder of [join(root, 'outside'), SHARED]) await mkdir(folder, { recursive: true });
  const variables = {
    ...outside,
    PROJECT,
    NODE: process.execPath,
    NODE_COMPILE_CACHE: join(SHARED, 'compiled'),
    AWS_FORK_SERVER: await awsForkServer(SHARED),
  };
  const lines = Object.entries(variables).map(
    ([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'\n`,
  );
  await writeFile(join(root, 'outside', 'environment'), lines.join(''));
}

async function run([command = '', ...args]: string[], env: NodeJS.ProcessEnv, signal?: AbortSignal) {
  // No standard input: bash takes a socket for a remote shell's, and would read the host's .bashrc.
  const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
  const ends = { signal, timeout: ENDS_WITHIN, killSignal: 'SIGKILL' } as const;
  const child = spawn(command, args, { env, stdio, ...ends });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  const [status] = await once(child, 'close');
  return { status: status ?? 137, output };
}

// The kernel leaves a folder in each overlay's work folder that its owner may not read.
async function removeWork(work: string): Promise<void> {
  for (const name of await readdir(work)) await chmod(join(work, name, 'work'), 0o700).catch(() => undefined);
  await rm(work, { recursive: true, force: true });
}
