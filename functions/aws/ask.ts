import { OperatorError } from '../custom-resource/errors.ts';
import { retryWhile } from './new-role.ts';

const DENIED = /AccessDenied|UnauthorizedOperation/;
const BUSY = /Throttl|RequestLimitExceeded|SlowDown|TooManyRequests|Contention|InProgress/;

/** AWS refused or failed; `code` and `detail` are its own words for that. */
export class AwsError extends OperatorError {
  override name = 'AwsError';
  readonly code: string;
  readonly detail: string;
  constructor(action: string, cause: unknown) {
    const code = nameOf(cause);
    const advice = DENIED.test(code)
      ? "allow it in the function's role, its permissions boundary and the organisation's policies"
      : 'try again, and see the function log if it stays so';
    super(`${action} failed with ${code}: ${advice}.`, { cause });
    this.code = code;
    this.detail = cause instanceof Error ? cause.message : '';
  }
}

/** The signal aborted before AWS answered. */
export class OutOfTime extends OperatorError {
  override name = 'OutOfTime';
}

/**
 * Asks AWS, patiently where patience may help. Throws an AwsError; once the signal has aborted an OutOfTime,
 * unless it was a refusal that was waited for.
 */
export async function ask<T>(action: string, signal: AbortSignal, call: () => Promise<T>): Promise<T> {
  let refusal: unknown;
  const attempt = () =>
    call().catch((error: unknown) => {
      if (DENIED.test(nameOf(error))) refusal = error;
      throw error;
    });
  try {
    return await inTime(retryWhile(mayPass, attempt, signal), signal);
  } catch (error) {
    if (signal.aborted && refusal !== undefined) throw new AwsError(action, refusal);
    if (signal.aborted) throw new OutOfTime(`The time ran out at ${action}: try again.`, { cause: error });
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

const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'unknown error');

function mayPass(error: unknown): boolean {
  const name = nameOf(error);
  return DENIED.test(name) || BUSY.test(name);
}

/** The SDK sleeps between its own tries whatever its signal says; nobody has to wait for that. */
function inTime<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
