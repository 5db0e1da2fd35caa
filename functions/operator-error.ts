/**
 * A failure that an operator can act on: its message is one sentence, or two, that says what happened and
 * what to do, and becomes the reason in the stack's events. It never holds a secret.
 */
export class OperatorError extends Error {
  override name = 'OperatorError';
}
