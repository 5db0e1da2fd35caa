import { OperatorError } from '../custom-resource/errors.ts';

const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'unknown error');

export const isAccessDenied = (error: unknown) => nameOf(error) === 'AccessDeniedException';
export const isNotFound = (error: unknown) => nameOf(error) === 'ParameterNotFound';

/** One sentence for the stack's events, from what SSM answered. */
export function describeStoreFailure(action: string, parameter: string, error: unknown): OperatorError {
  const advice = isAccessDenied(error)
    ? "allow it in the function's role, its permissions boundary and the organisation's policies"
    : 'try again, and see the function log if it stays so';
  return new OperatorError(`${action} on ${parameter} failed with ${nameOf(error)}: ${advice}.`, {
    cause: error,
  });
}
