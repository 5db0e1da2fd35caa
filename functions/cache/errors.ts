import { AwsError } from '../aws/errors.ts';
import { OperatorError } from '../operator-error.ts';

export const isGone = (error: unknown) => error instanceof AwsError && error.code === 'NoSuchBucket';

/** Something in the bucket withstood every try. */
export class CannotEmpty extends OperatorError {
  override name = 'CannotEmpty';
}

export function stuck(what: string, codes: readonly string[]): CannotEmpty {
  return new CannotEmpty(`${codes.length} ${what} could not be removed (${[...new Set(codes)].join(', ')}).`);
}

export const stillWritten = () => new CannotEmpty('Something still writes to it.');

export function leftToExpire(bucketName: string, reason: string): string {
  return (
    `The cache's bucket ${bucketName} could not be emptied now. ${reason} ` +
    'What is in it expires within a few days; delete the bucket then.'
  );
}
