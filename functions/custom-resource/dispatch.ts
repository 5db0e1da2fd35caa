import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import type { OwnStack } from '../aws/own-stack.ts';
import { OperatorError } from '../operator-error.ts';
import { say } from '../sentence.ts';
import { checkEvent } from './event.ts';
import { attemptOf, failedId, readFailedId } from './failed-id.ts';
import type { Request, Resource, Secrets, Stack } from './resource.ts';
import type { Response } from './response.ts';
import { FAILURES, NOTES } from './sentences.ts';

type Event = CloudFormationCustomResourceEvent;
export type Result = Pick<Response, 'Status' | 'Reason' | 'PhysicalResourceId' | 'Data'>;
/** What an invocation has, whatever its event is. */
export interface Invocation extends Pick<Request<unknown>, 'time' | 'secrets' | 'warn'> {
  /** Undefined for a resource that asks nothing of CloudFormation. */
  readonly ownStack?: OwnStack | undefined;
}

/** Does what the event asks for with the resource's two verbs; what they throw passes through, for `failed` to say. */
export async function dispatch<Properties, Data extends Record<keyof Data, string>>(
  resource: Resource<Properties, Data>,
  event: Event,
  stackId: string,
  invocation: Invocation,
): Promise<Result> {
  checkEvent(event, stackId);
  const stack = stackOf(event);
  const { ownStack, ...rest } = invocation;
  const common = { ...rest, stack, attempt: attemptOf(event.RequestId) };
  if (event.RequestType === 'Delete') {
    const physicalId = event.PhysicalResourceId;
    const { id, attempt: failedAttempt } = readFailedId(physicalId);
    const properties = readable(resource, event);
    // What has succeeded bears the id of its properties; nobody can have taken its place under another one.
    const hasSucceeded = properties !== undefined && resource.identify(properties, stack) === physicalId;
    const successor = async () => (hasSucceeded ? undefined : successorOf(physicalId, stack, invocation));
    const none = { previousId: undefined, isReversal: async () => false };
    await resource.remove({ ...common, ...none, id, failedAttempt, hasSucceeded, properties, successor });
    return { Status: 'SUCCESS', PhysicalResourceId: physicalId };
  }
  const properties = resource.parse(event.ResourceProperties);
  const id = resource.identify(properties, stack);
  const previousId = event.RequestType === 'Update' ? event.PhysicalResourceId : undefined;
  const none = { failedAttempt: undefined, hasSucceeded: false, successor: async () => undefined };
  const isReversal = async () => previousId !== undefined && isRollingBack(stack, invocation);
  const request: Request<Properties> = { ...common, ...none, id, previousId, properties, isReversal };
  return { Status: 'SUCCESS', PhysicalResourceId: id, Data: await resource.ensure(request) };
}

/** A failure as CloudFormation is told of it: a sentence without secrets, under the id by which it will be cleaned up. */
export function failed<Properties>(
  resource: Resource<Properties, Record<never, string>>,
  event: Event,
  error: unknown,
  secrets: Secrets,
): Result {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  const sentence =
    error instanceof OperatorError ? message : say(FAILURES.unexpected, { error: name, message });
  return {
    Status: 'FAILED',
    PhysicalResourceId: fallbackId(resource, event),
    Reason: secrets.redact(
      event.RequestType === 'Create' ? `${sentence} ${say(FAILURES.onCreate)}` : sentence,
    ),
  };
}

async function successorOf(
  physicalId: string,
  { id, logicalId }: Stack,
  { ownStack, time, warn }: Invocation,
): Promise<string | undefined> {
  const current = await ownStack
    ?.currentId(id, logicalId, time.work)
    .catch(unseen((why) => warn(say(NOTES.successorUnseen, { why }))));
  return current === physicalId ? undefined : current;
}

async function isRollingBack(
  { id }: Stack,
  { ownStack, time, warn }: Invocation,
): Promise<boolean | undefined> {
  return ownStack
    ?.isRollingBack(id, time.tidying)
    .catch(unseen((why) => warn(say(NOTES.rollBackUnseen, { why }))));
}

/** What CloudFormation does not say is undefined, and told. */
function unseen(tell: (why: string) => void): (error: unknown) => undefined {
  return (error) => {
    if (!(error instanceof OperatorError)) throw error;
    tell(error.message);
    return undefined;
  };
}

/** A failed Update keeps the id it had; a failed Create responds with the one that its clean-up Delete will carry. */
function fallbackId<Properties>(resource: Resource<Properties, Record<never, string>>, event: Event): string {
  const known = 'PhysicalResourceId' in event && textOf(event.PhysicalResourceId);
  if (known) return known;
  const stack = stackOf(event);
  const properties = readable(resource, event);
  const id =
    properties === undefined ? resource.identifyInvalid(stack) : resource.identify(properties, stack);
  return event.RequestType === 'Create' ? failedId(id, attemptOf(textOf(event.RequestId))) : id;
}

/** A resource whose properties were refused must still be deletable. */
function readable<Properties>(
  resource: Pick<Resource<Properties, Record<never, string>>, 'parse'>,
  event: Event,
): Properties | undefined {
  try {
    return resource.parse(event.ResourceProperties ?? {});
  } catch {
    return undefined;
  }
}

function stackOf({ StackId, LogicalResourceId }: Event): Stack {
  const id = textOf(StackId);
  const [, name = '', guid = ''] = id.split('/');
  return { id, name, guid, logicalId: textOf(LogicalResourceId) };
}

/** Of an event that is refused, too, in which anything may stand in a text's place. */
const textOf = (field: unknown) => (typeof field === 'string' ? field : '');
