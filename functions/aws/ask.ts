import { AwsError, codeOf, DENIED, OutOfTime } from './errors.ts';
import { inTime, retryWhile } from './retry.ts';

/** IAM takes some seconds to know a new role, in milliseconds: https://github.com/aws/aws-cdk/issues/31429 */
export const NEW_ROLE = 45_000;
/** For what may not be waited for: the SDK's own tries are all that it gets. */
export const AT_ONCE = 0;

const BUSY = /Throttl|RequestLimitExceeded|SlowDown|TooManyRequests|Contention|InProgress/;
const UNREACHED = /^(ECONNREFUSED|ECONNRESET|EPIPE|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;

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

const mayPass = (error: unknown) => [DENIED, BUSY, UNREACHED].some((passing) => passing.test(codeOf(error)));
