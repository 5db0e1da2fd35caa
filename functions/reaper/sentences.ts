import type { Explained, Sentences } from '../sentence.ts';

/** What the reaper says. */
export const FAILURES = {
  invalid: "The reaper's environment is wrong: {errors}.",
} as const satisfies Sentences;

/** For the documents alone: a function is built without it. */
export const EXPLAINED = {
  FAILURES: {
    invalid: {
      cause: 'The function’s environment was changed by hand.',
      advice: 'The function’s environment was changed by hand: update the stack.',
    },
  },
} satisfies Explained<{ FAILURES: typeof FAILURES }>;
