import type { Sentences } from '../sentence.ts';

/** What Custom::Preflight says around its findings. */
export const FAILURES = {
  invalid: {
    message: 'The parameters cannot work: {faults}.',
    cause: 'A parameter’s value is not of its form.',
    advice: 'Each fault names its parameter.',
  },
  refused: {
    message: 'The stack cannot be built like this. {findings}',
    cause: 'Something that the parameters name is not there or not enough.',
    advice: 'All findings at once; they are in the table of [preflight’s findings](#preflights-findings).',
  },
  more: {
    message: '{number} more in the log of the preflight function.',
    cause: 'More findings than an answer holds.',
    advice: 'An output holds no more.',
  },
} as const satisfies Sentences;
