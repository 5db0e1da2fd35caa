import { OperatorError } from '../operator-error.ts';
import { say } from '../sentence.ts';
import { FAILURES } from './sentences.ts';

export const DENIED = /AccessDenied|UnauthorizedOperation/;

/** What the SDK calls by names that say nothing. */
const UNSAID: Readonly<Record<string, string>> = {
  AbortError: 'no response in time',
  TimeoutError: 'no response in time',
  SyntaxError: 'a response that is not its own',
};
/** Where AWS's own sentence helps, as it names the role, the policy, the resource, the key or the limit. */
const TELLING =
  /AccessDenied|UnauthorizedOperation|InvalidKey|KMS|Disabled|NotFound|Validation|Limit|Pattern|Mismatch/;
/** A denial is told whole, since the policy's name comes last; what else AWS says may go on with a value. */
const MOST = { ofDenial: 1_500, ofOthers: 300 };

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
    const told = TELLING.test(code) ? `. AWS says: ${tellable(code, detail)}` : '';
    const sentence = DENIED.test(code) ? FAILURES.denied : FAILURES.failed;
    super(say(sentence, { action, code: UNSAID[code] ?? code, detail: told }), { cause });
    this.action = action;
    this.code = code;
    this.detail = detail;
  }
}

/** EC2 adds what only `aws sts decode-authorization-message` reads; that is left to the log. */
function tellable(code: string, detail: string): string {
  const most = DENIED.test(code) ? MOST.ofDenial : MOST.ofOthers;
  const plain = detail.replace(/\s*Encoded authorization failure message: \S+/, '');
  return plain.slice(0, most).toWellFormed().replace(/\.$/, '');
}

/**
 * Whether a value is there and its KMS key does not give it out: disabled, about to be deleted, gone, or closed to the
 * function. SSM hands KMS's own words on. https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
 */
export const isKeyUnusable = (error: unknown): error is AwsError =>
  error instanceof AwsError &&
  (/^(InvalidKeyId|KMS(?!Throttl|Internal))/.test(error.code) ||
    (DENIED.test(error.code) && error.detail.includes('kms:Decrypt')));

/** What AWS said in the error, or in one that it was caused by; undefined when it was not AWS. */
export function wordsOf(error: unknown): string | undefined {
  // What could not be read may be anybody's page.
  if (error instanceof AwsError) return error.code in UNSAID ? undefined : `${error.code}: ${error.detail}`;
  return error instanceof Error && error.cause !== undefined ? wordsOf(error.cause) : undefined;
}

/** For a response of AWS that lacks what it must hold; in a call it becomes an AwsError. */
export function emptyResponse(): never {
  throw Object.assign(new Error('nothing in the response'), { name: 'EmptyResponse' });
}

/** The signal aborted before AWS responded. */
export class OutOfTime extends OperatorError {
  override name = 'OutOfTime';
  readonly action: string;
  readonly code = 'TimeoutError';
  constructor(action: string, cause?: unknown) {
    super(say(FAILURES.outOfTime, { action }), { cause });
    this.action = action;
  }
}

/** The SDK's name of AWS's error, or Node's code where there was no response. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const { code, name } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : name;
}
