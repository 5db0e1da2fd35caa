import { appendFileSync } from 'node:fs';

/** Notes a stand-in's call where the host can read it. */
export const record = (program: string, ...words: readonly string[]) =>
  appendFileSync('/outside/calls', `${[program, ...words].join(' ')}\n`);
