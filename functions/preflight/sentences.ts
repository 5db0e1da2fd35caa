import type { Sentences } from '../sentence.ts';

/** What Custom::Preflight says around its findings. */
export const FAILURES = {
  invalid: { message: 'The parameters cannot work: {faults}.', advice: 'Each fault names its parameter.' },
  refused: {
    message: 'The stack cannot be built like this. {findings}',
    advice: 'All findings at once; they are in the table of [preflight’s findings](#preflights-findings).',
  },
  more: {
    message: '{number} more in the log of the preflight function.',
    advice: 'An output holds no more.',
  },
} as const satisfies Sentences;
