import type { Sentences } from '../sentence.ts';

/** What the reaper says. */
export const FAILURES = {
  invalid: {
    message: "The reaper's environment is wrong: {faults}.",
    cause: 'The function’s environment was changed by hand.',
    advice: 'The function’s environment was changed by hand: update the stack.',
  },
} as const satisfies Sentences;
