import type { Explained, Sentences } from '../sentence.ts';

/** What Custom::Preflight says around its findings. */
export const FAILURES = {
  invalid: 'The parameters cannot work: {errors}.',
  refused: 'The stack cannot be built like this. {findings}',
  more: '{number} more in the log of the preflight function.',
} as const satisfies Sentences;

/** For the documents alone: a function is built without it. */
export const EXPLAINED = {
  FAILURES: {
    invalid: {
      cause: 'A parameter’s value is not of its form.',
      advice: 'Each validation error names its parameter.',
    },
    refused: {
      cause: 'Something that the parameters name is not there or not enough.',
      advice: 'All findings at once; they are in the table of [preflight’s findings](#the-preflight).',
    },
    more: {
      cause: 'More findings than a response holds.',
      advice: 'An output holds no more.',
    },
  },
} satisfies Explained<{ FAILURES: typeof FAILURES }>;
