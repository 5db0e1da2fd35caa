import { createHash } from 'node:crypto';

const FAILED = /^(.+)\/failed-([0-9a-f]{12})$/;

/** What tells a Create from others of the same properties; Lambda delivers an event again with the same RequestId. */
export function attemptOf(requestId: string): string {
  return createHash('sha256').update(requestId).digest('hex').slice(0, 12);
}

/**
 * The physical id of a Create that failed. With `--disable-rollback` CloudFormation deletes it in a later operation,
 * when another Create of the same properties may long have succeeded under the id without the mark:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stack-failure-options.html
 */
export const failedId = (id: string, attempt: string) => `${id}/failed-${attempt}`;

/** The id and the attempt of a Create that failed; the attempt is undefined for every other id. */
export function readFailedId(physicalId: string): {
  readonly id: string;
  readonly attempt: string | undefined;
} {
  const [, id = physicalId, attempt] = FAILED.exec(physicalId) ?? [];
  return { id, attempt };
}
