import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { environmentOf, type Program } from '../function/program.ts';
import { startRuntimeApi } from '../function/runtime-api.ts';
import type { Observed } from './judge.ts';

/** Milliseconds that each function is given. */
export const TIMEOUT = 60_000;

/** Runs a function in a process of its own, gives it one event, and tells how that ended. */
export async function play(program: Program, event: unknown): Promise<Omit<Observed, 'puts'>> {
  const api = await startRuntimeApi();
  const child = spawn(program.command, program.arguments, {
    cwd: program.folder,
    env: environmentOf(program, api.address),
    stdio: 'ignore',
  });
  const gone = once(child, 'exit');
  const done = new AbortController();
  const { signal } = done;
  try {
    await Promise.race([api.asked, gone]);
    const handed = api.hand(event, TIMEOUT);
    const end = await Promise.race([
      api.ended.then(({ by }) => (by === 'response' ? ('returned' as const) : ('threw' as const))),
      // Lambda tells of a process that ends as of an error.
      gone.then(() => 'threw' as const),
      sleep(TIMEOUT, 'cut off' as const, { signal }),
    ]);
    return { end, seconds: (performance.now() - handed) / 1000 };
  } finally {
    done.abort();
    child.kill('SIGKILL');
    await gone;
    api.stop();
  }
}
