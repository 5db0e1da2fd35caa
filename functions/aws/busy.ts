import { isUnreached } from '../shared/network-errors.ts';
import { codeOf } from './errors.ts';

/**
 * By these AWS says "again, later": what its SDK and botocore take for throttling (THROTTLING_ERROR_CODES of
 * @smithy/core's retry, botocore/data/_retry.json), and what they do not know of the services that are called here:
 * TooManyUpdates and TooManyRequests of Parameter Store, ResourceContention and …InProgress of Auto Scaling,
 * OperationAborted and ConditionalRequestConflict of S3, ConcurrentTagAccess and Unavailable of EC2, ConcurrentModification and
 * EntityTemporarilyUnmodifiable of IAM, DependencyTimeout of KMS.
 */
const CODES = new RegExp(
  [
    'Throttl',
    '^(BandwidthLimit|RequestLimit|ProvisionedThroughput)Exceeded',
    '^LimitExceededException$',
    '^PriorRequestNotComplete',
    'SlowDown',
    'TooMany(Requests|Updates)',
    'Contention|InProgress',
    '^(OperationAborted|ConditionalRequestConflict)$',
    '^Concurrent(TagAccess|Modification)',
    'TemporarilyUnmodifiable',
    'DependencyTimeout|^RequestTimeout(Exception)?$',
    '^(Service)?Unavailable|^Internal(Error|Failure|Server|Service)',
  ].join('|'),
);

interface Refusal {
  readonly $metadata?: { readonly httpStatusCode?: number };
  /** Set where the service's model says that the call may be made again. */
  readonly $retryable?: object;
}

/** Whether another attempt may do better: AWS is busy or failing, or was not reached. */
export function isBusy(error: unknown): boolean {
  const { $metadata, $retryable } = Object(error) as Refusal;
  const status = $metadata?.httpStatusCode ?? 0;
  const code = codeOf(error);
  return CODES.test(code) || isUnreached(code) || status >= 500 || status === 429 || $retryable !== undefined;
}
