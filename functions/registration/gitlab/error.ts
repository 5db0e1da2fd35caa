import { OperatorError } from '../../operator-error.ts';
import type { Said } from '../../sentence.ts';

/** What is known of a call that did not succeed. */
export type Outcome =
  /** GitLab said no: nothing changed. */
  | 'refused'
  /** The request never arrived, or what stands before GitLab, or GitLab for now, turned it away: nothing changed. */
  | 'unreachable'
  /** It was sent and no usable response came: it may have been carried out. */
  | 'unknown';

export class GitLabError extends OperatorError {
  override name = 'GitLabError';
  readonly outcome: Outcome;
  /** The HTTP status of a refusal, else 0. */
  readonly status: number;
  constructor(message: Said, outcome: Outcome, status = 0) {
    super(message);
    this.outcome = outcome;
    this.status = status;
  }
}
