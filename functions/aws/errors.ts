import { OperatorError } from '../operator-error.ts';
import { say } from '../sentence.ts';
import { FAILURES } from './sentences.ts';

export const DENIED = /AccessDenied|UnauthorizedOperation/;

/** What the SDK calls by names that say nothing. */
const UNSAID: Readonly<Record<string, string>> = {
  AbortError: 'no answer in time',
  TimeoutError: 'no answer in time',
  SyntaxError: 'an answer that is not its own',
};
/** Where AWS's own sentence helps, as it names the role, the resource or the key; it holds no value of the request. */
const TELLING = /AccessDenied|InvalidKey|KMS|Disabled|NotFound/;

/** AWS refused or failed; `code` and `detail` are its own words for that. */
export class AwsError extends OperatorError {
  override name = 'AwsError';
  /** As IAM names it. */
  readonly action: string;
  readonly code: string;
  readonly detail: string;
  constructor(action: string, cause: unknown) {
    const code = codeOf(cause);
    const detail = cause instanceof Error ? cause.message : '';
    const told = TELLING.test(code) ? `. AWS says: ${detail.slice(0, 300).replace(/\.$/, '')}` : '';
    const sentence = DENIED.test(code) ? FAILURES.denied : FAILURES.failed;
    super(say(sentence, { action, code: UNSAID[code] ?? code, detail: told }), { cause });
    this.action = action;
    this.code = code;
    this.detail = detail;
  }
}

/** The signal aborted before AWS answered. */
export class OutOfTime extends OperatorError {
  override name = 'OutOfTime';
  readonly action: string;
  readonly code = 'TimeoutError';
  constructor(action: string, cause?: unknown) {
    super(say(FAILURES.outOfTime, { action }), { cause });
    this.action = action;
  }
}

/** The SDK's name of AWS's error, or Node's code where there was no answer. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const { code, name } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : name;
}
