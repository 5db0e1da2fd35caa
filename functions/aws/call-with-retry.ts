import { OperatorError } from '../operator-error.ts';
import { retry } from '../shared/retry.ts';
import { isBusy } from './busy.ts';
import { AwsError, codeOf, DENIED, OutOfTime } from './errors.ts';

/** IAM takes some seconds to know a new role, in milliseconds: https://github.com/aws/aws-cdk/issues/31429 */
export const NEW_ROLE = 45_000;
/** For what a new role may not be waited for. */
export const AT_ONCE = 0;

const PAUSE = 3_000;
/** What every call waits at least when AWS says "later": a write that follows a write is refused for some seconds. */
const BUSY_FOR = 7_000;

type Outcome<T> = { readonly value: T } | { readonly error: unknown };

/**
 * Calls AWS, and again while AWS is busy, or for `retryFor` milliseconds while a new role is not known yet. Throws an AwsError; once the signal has
 * aborted an OutOfTime, unless it was a refusal that was waited for.
 */
export async function ask<T>(
  action: string,
  signal: AbortSignal,
  call: () => Promise<T>,
  retryFor = NEW_ROLE,
): Promise<T> {
  const started = Date.now();
  let refusal: unknown;
  const attempt = (): Promise<Outcome<T>> =>
    call().then(
      (value) => ({ value }),
      (error: unknown) => {
        if (DENIED.test(codeOf(error))) refusal = error;
        return { error };
      },
    );
  const pauseAfter = (outcome: Outcome<T>) =>
    'error' in outcome && Date.now() + PAUSE <= started + patience(outcome.error, retryFor)
      ? PAUSE
      : undefined;
  const outcome = await inTime(retry(attempt, pauseAfter, signal), signal);
  if ('value' in outcome) return outcome.value;
  if (signal.aborted && refusal !== undefined) throw new AwsError(action, refusal);
  if (signal.aborted) throw new OutOfTime(action, outcome.error);
  if (outcome.error instanceof OperatorError) throw outcome.error;
  throw new AwsError(action, outcome.error);
}

/** For a promise's `catch`: takes this one refusal as undefined. */
export function allowing(code: string, detail = /(?:)/): (error: unknown) => undefined {
  return (error) => {
    if (error instanceof AwsError && error.code === code && detail.test(error.detail)) return undefined;
    throw error;
  };
}

/** How long such an error is waited for, in milliseconds. */
function patience(error: unknown, retryFor: number): number {
  if (isBusy(error)) return Math.max(retryFor, BUSY_FOR);
  return DENIED.test(codeOf(error)) ? retryFor : 0;
}

/** The outcome, until the signal aborts: the SDK sleeps between its own tries whatever its signal says. */
function inTime<T>(outcome: Promise<Outcome<T>>, signal: AbortSignal): Promise<Outcome<T>> {
  return new Promise((resolve, reject) => {
    const stop = () => resolve({ error: signal.reason });
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    outcome.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
