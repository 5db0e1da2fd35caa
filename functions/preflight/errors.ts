import { retryWhile } from '../aws/new-role.ts';
import { OperatorError } from '../custom-resource/errors.ts';

export const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'unknown error');

const isDenied = (error: unknown) => nameOf(error) === 'UnauthorizedOperation';

/** Asks EC2; what it refuses becomes one sentence for the stack's events. */
export async function asked<T>(action: string, signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
  try {
    return await retryWhile(isDenied, ask, signal);
  } catch (error) {
    const advice = isDenied(error)
      ? "allow it in the function's role, its permissions boundary and the organisation's policies"
      : 'try again, and see the function log if it stays so';
    throw new OperatorError(`${action} failed with ${nameOf(error)}: ${advice}.`, { cause: error });
  }
}
