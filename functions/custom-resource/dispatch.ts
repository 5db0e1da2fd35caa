import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { OperatorError } from '../operator-error.ts';
import { say } from '../sentence.ts';
import { checkEvent } from './event.ts';
import type { Request, Resource, Secrets, Stack } from './resource.ts';
import type { Response } from './response.ts';
import { FAILURES } from './sentences.ts';

type Event = CloudFormationCustomResourceEvent;
export type Result = Pick<Response, 'Status' | 'Reason' | 'PhysicalResourceId' | 'Data'>;
/** What an invocation has, whatever its event is. */
export type Invocation = Pick<Request<unknown>, 'time' | 'secrets' | 'warn'>;

/** Does what the event asks for with the resource's two verbs; what they throw passes through, for `failed` to say. */
export async function dispatch<Properties, Data extends Record<keyof Data, string>>(
  resource: Resource<Properties, Data>,
  event: Event,
  stackId: string,
  invocation: Invocation,
): Promise<Result> {
  checkEvent(event, stackId);
  const stack = stackOf(event);
  const common = { ...invocation, stack };
  if (event.RequestType === 'Delete') {
    const id = event.PhysicalResourceId;
    const properties = readable(resource, event);
    await resource.remove({ ...common, id, previousId: undefined, properties });
    return { Status: 'SUCCESS', PhysicalResourceId: id };
  }
  const properties = resource.parse(event.ResourceProperties);
  const id = resource.identify(properties, stack);
  const previousId = event.RequestType === 'Update' ? event.PhysicalResourceId : undefined;
  const request: Request<Properties> = { ...common, id, previousId, properties };
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

/** A failed Update keeps the id it had; a failed Create answers the one that its clean-up Delete will carry. */
function fallbackId<Properties>(resource: Resource<Properties, Record<never, string>>, event: Event): string {
  const known = 'PhysicalResourceId' in event && textOf(event.PhysicalResourceId);
  if (known) return known;
  const stack = stackOf(event);
  const properties = readable(resource, event);
  return properties === undefined ? resource.identifyInvalid(stack) : resource.identify(properties, stack);
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
