import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { OperatorError } from '../operator-error.ts';
import { say } from '../sentence.ts';
import { FAILURES, UNDELIVERABLE } from './sentences.ts';

/** No response can be sent: the event has no usable ResponseURL. */
export class UnusableEvent extends Error {
  override name = 'UnusableEvent';
}

const FIELDS = ['StackId', 'RequestId', 'LogicalResourceId'] as const;

/** The ResponseURL; without a usable one nothing may be done, since nobody would learn of it. */
export function responseUrlOf(event: Partial<CloudFormationCustomResourceEvent> | undefined): URL {
  const url = URL.parse(event?.ResponseURL ?? '');
  if (url?.protocol !== 'https:') throw new UnusableEvent(say(UNDELIVERABLE.noAddress));
  return url;
}

/** Throws an OperatorError unless the event is whole and of the function's own stack: whoever may invoke it could forge one. */
export function checkEvent(event: CloudFormationCustomResourceEvent, stackId: string): void {
  const { RequestType } = event;
  if (!['Create', 'Update', 'Delete'].includes(RequestType))
    throw new OperatorError(say(FAILURES.unknownType));
  const needed = RequestType === 'Create' ? FIELDS : ([...FIELDS, 'PhysicalResourceId'] as const);
  const missing = needed.filter(
    (field) => typeof (event as unknown as Record<string, unknown>)[field] !== 'string',
  );
  if (typeof event.ResourceProperties !== 'object' || event.ResourceProperties === null)
    missing.push('ResourceProperties' as never);
  if (missing.length > 0) throw new OperatorError(say(FAILURES.lacks, { fields: missing.join(', ') }));
  if (event.StackId !== stackId) throw new OperatorError(say(FAILURES.otherStack));
}
