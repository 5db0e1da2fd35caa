import { OperatorError } from '../../operator-error.ts';
import type { Said } from '../../sentence.ts';

/** What is known of a call that did not succeed. */
export type Outcome =
  /** GitLab said no: nothing changed. */
  | 'refused'
  /** The request never arrived: nothing changed. */
  | 'unreachable'
  /** It was sent and no usable answer came: it may have been carried out. */
  | 'unknown';

export class GitLabError extends OperatorError {
  override name = 'GitLabError';
  readonly outcome: Outcome;
  /** The HTTP status, or 0 when there was no answer. */
  readonly status: number;
  constructor(message: Said, outcome: Outcome, status = 0) {
    super(message);
    this.outcome = outcome;
    this.status = status;
  }
}
