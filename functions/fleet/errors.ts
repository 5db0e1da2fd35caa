import { OperatorError } from '../operator-error.ts';
import { say } from '../sentence.ts';
import { FAILURES } from './sentences.ts';

const MOST_NAMED = 5;

/** Workers that EC2 had not terminated when the time was over. */
export function stillThere(ids: readonly string[]): OperatorError {
  const named = ids.slice(0, MOST_NAMED).join(', ');
  const more = ids.length > MOST_NAMED ? ', …' : '';
  return new OperatorError(say(FAILURES.stillThere, { number: ids.length, ids: named + more }));
}
