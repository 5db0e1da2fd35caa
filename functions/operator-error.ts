import type { Said } from './sentence.ts';

/**
 * A failure that an operator can act on: its message is one sentence, or two, that says what happened and
 * what to do, and becomes the reason in the stack's events. It never holds a secret.
 */
export class OperatorError extends Error {
  override name = 'OperatorError';
  // biome-ignore lint/complexity/noUselessConstructor: it takes only what a table of sentences holds
  constructor(message: Said, options?: ErrorOptions) {
    super(message, options);
  }
}
