import { OperatorError } from '../operator-error.ts';

const MOST_NAMED = 5;

/** Workers that EC2 had not terminated when the time was over. */
export function stillThere(ids: readonly string[]): OperatorError {
  const named = ids.slice(0, MOST_NAMED).join(', ');
  const more = ids.length > MOST_NAMED ? ', …' : '';
  return new OperatorError(
    `${ids.length} of the stack's worker instances are not terminated yet (${named}${more}): ` +
      'see in EC2 that they go, then delete the stack again, and retain this resource if it fails once more.',
  );
}
