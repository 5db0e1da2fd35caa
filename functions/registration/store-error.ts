import { OperatorError } from '../custom-resource/errors.ts';

/** Parameter Store refused or failed; `code` is the SDK's error name. */
export class StoreError extends OperatorError {
  override name = 'StoreError';
  readonly code: string;
  constructor(action: string, code: string, detail: string) {
    super(`Parameter Store failed at ${action}: ${code}${detail ? ` (${detail})` : ''}.`);
    this.code = code;
  }

  get denied(): boolean {
    return /AccessDenied/.test(this.code) || /not authorized/.test(this.message);
  }
}
