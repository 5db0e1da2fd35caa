import { AwsError } from '../aws/errors.ts';
import { OperatorError } from '../operator-error.ts';
import { say } from '../sentence.ts';
import { FAILURES } from './sentences.ts';

export const isGone = (error: unknown) => error instanceof AwsError && error.code === 'NoSuchBucket';

/** Something in the bucket withstood every try. */
export class CannotEmpty extends OperatorError {
  override name = 'CannotEmpty';
}

export function stuck(what: string, codes: readonly string[]): CannotEmpty {
  const different = [...new Set(codes)].join(', ');
  return new CannotEmpty(say(FAILURES.stuck, { number: codes.length, what, codes: different }));
}

export const stillWritten = () => new CannotEmpty(say(FAILURES.stillWritten));
