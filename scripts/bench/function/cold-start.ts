import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { CommandError } from '../../lib/command-error.ts';
import type { CpuShare } from './cpu-share.ts';
import { environmentOf, type Program } from './program.ts';
import { startRuntimeApi } from './runtime-api.ts';

/** One life of a function: milliseconds, and the most memory that its process has had, in bytes. */
export interface ColdStart {
  /** From starting its process to its asking for the first event. */
  readonly init: number;
  /** From the event to its answer. */
  readonly first: number;
  readonly peak: number;
  /** When it asked and when it was handed the event, in milliseconds of `performance.now()`. */
  readonly asked: number;
  readonly handed: number;
}
export interface Conditions {
  /** Of one CPU, from the event on: Lambda's init has a whole one whatever the memory. */
  readonly share: number;
  readonly throttle: CpuShare | undefined;
  /** What ends its process afterwards: SIGKILL unless something is to be written on the way. */
  readonly endBy?: NodeJS.Signals;
}

const TIMEOUT = 120_000;
/** The harness and its stand-ins are on the other one. */
const CPU = String(Math.min(1, availableParallelism() - 1));

/** Starts the function, gives it the event, and ends it. Throws an CommandError when it fails. */
export async function coldStart(
  program: Program,
  event: unknown,
  { share, throttle, endBy = 'SIGKILL' }: Conditions,
): Promise<ColdStart> {
  const api = await startRuntimeApi();
  const began = performance.now();
  const child = spawn('taskset', ['-c', CPU, program.command, ...program.arguments], {
    cwd: program.folder,
    env: environmentOf(program, api.address),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const gone = once(child, 'exit');
  const fail = () => Promise.reject(new CommandError(`${program.name} ended: ${output.slice(-2000)}`));
  const died = gone.then(fail);
  died.catch(() => undefined);
  try {
    const asked = await Promise.race([api.asked, api.ended.then(fail), died]);
    if (share < 1) throttle?.throttle(child.pid ?? 0, share);
    const handed = api.hand(event, TIMEOUT);
    const { at, by, body } = await Promise.race([api.ended, died]);
    if (by !== 'response') throw new CommandError(`${program.name} failed: ${body.slice(0, 2000)}`);
    return { init: asked - began, first: at - handed, peak: peakOf(child.pid ?? 0), asked, handed };
  } finally {
    child.kill(endBy);
    api.stop();
    await gone;
  }
}

const peakOf = (pid: number): number =>
  1024 * Number(/VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
