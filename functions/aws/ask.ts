import { OperatorError } from '../custom-resource/errors.ts';
import { inTime, retryWhile } from './retry.ts';

/** IAM spreads a new role's policies with a delay, and a function runs seconds after its role was made. */
const NEW_ROLE = 45_000;

export const DENIED = /AccessDenied|UnauthorizedOperation/;
const BUSY = /Throttl|RequestLimitExceeded|SlowDown|TooManyRequests|Contention|InProgress/;
const UNREACHED = /^(ECONNREFUSED|ECONNRESET|EPIPE|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;

/** AWS refused or failed; `code` and `detail` are its own words for that. */
export class AwsError extends OperatorError {
  override name = 'AwsError';
  /** As IAM names it. */
  readonly action: string;
  readonly code: string;
  readonly detail: string;
  constructor(action: string, cause: unknown) {
    const code = codeOf(cause);
    const advice = DENIED.test(code)
      ? "allow it in the function's role, its permissions boundary and the organisation's policies"
      : 'try again, and see the function log if it stays so';
    super(`${action} failed with ${code}: ${advice}.`, { cause });
    this.action = action;
    this.code = code;
    this.detail = cause instanceof Error ? cause.message : '';
  }
}

/** The signal aborted before AWS answered. */
export class OutOfTime extends OperatorError {
  override name = 'OutOfTime';
  readonly action: string;
  readonly code = 'TimeoutError';
  constructor(action: string, cause?: unknown) {
    super(`The time ran out at ${action}: try again.`, { cause });
    this.action = action;
  }
}

/**
 * Asks AWS, for so many milliseconds where patience may help. Throws an AwsError; once the signal has aborted an
 * OutOfTime, unless it was a refusal that was waited for.
 */
export async function ask<T>(
  action: string,
  signal: AbortSignal,
  call: () => Promise<T>,
  patience = NEW_ROLE,
): Promise<T> {
  let refusal: unknown;
  const attempt = () =>
    call().catch((error: unknown) => {
      if (DENIED.test(codeOf(error))) refusal = error;
      throw error;
    });
  try {
    return await inTime(retryWhile(mayPass, attempt, signal, patience), signal);
  } catch (error) {
    if (signal.aborted && refusal !== undefined) throw new AwsError(action, refusal);
    if (signal.aborted) throw new OutOfTime(action, error);
    throw new AwsError(action, error);
  }
}

/** For a promise's `catch`: takes this one refusal for an answer, undefined. */
export function allowing(code: string, detail = /(?:)/): (error: unknown) => undefined {
  return (error) => {
    if (error instanceof AwsError && error.code === code && detail.test(error.detail)) return undefined;
    throw error;
  };
}

/** The SDK's name of AWS's error, or Node's code where there was no answer. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const { code, name } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : name;
}

const mayPass = (error: unknown) => [DENIED, BUSY, UNREACHED].some((passing) => passing.test(codeOf(error)));
