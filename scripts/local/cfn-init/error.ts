export interface Failure {
  readonly config: string;
  readonly section: 'files' | 'commands' | 'services';
  readonly step: string;
  /** What the failing command wrote, or why there is none. */
  readonly output: string;
}

/** A step that failed; as with cfn-init, nothing after it was done. */
export class CfnInitError extends Error {
  override name = 'CfnInitError';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(`cfn-init failed at ${failure.config}, ${failure.section}, ${failure.step}: ${failure.output}`);
    this.failure = failure;
  }
}
