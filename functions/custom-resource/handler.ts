import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';
import { type Answer, encodeAnswer } from './answer.ts';
import { deliver } from './deliver.ts';
import { OperatorError } from './errors.ts';
import { checkEvent, responseUrlOf } from './event.ts';
import type { Request, Resource, Secrets, Stack } from './resource.ts';
import { rememberSecrets } from './secrets.ts';
import { catchStrayRejections } from './stray.ts';
import { type Clocks, startClocks } from './time.ts';

type Event = CloudFormationCustomResourceEvent;
type Outcome = Pick<Answer, 'Status' | 'Reason' | 'PhysicalResourceId' | 'Data'>;
type LambdaHandler = (event: Event, context: Pick<Context, 'getRemainingTimeInMillis'>) => Promise<void>;

/**
 * A Lambda handler that answers CloudFormation exactly once for a resource that only returns or throws.
 * It throws only when the answer could not be delivered: Lambda then delivers the event again, and the
 * resource finds what it has done and gives the same answer.
 */
export function customResource<Properties, Data extends Record<keyof Data, string>>(
  resource: Resource<Properties, Data>,
  { stackId }: { readonly stackId: string },
): LambdaHandler {
  return async (event, context) => {
    const url = responseUrlOf(event);
    const clocks = startClocks(context.getRemainingTimeInMillis());
    const secrets = rememberSecrets();
    const stray = catchStrayRejections();
    try {
      const watchdog = new Promise<never>((_, reject) => {
        clocks.tidying.addEventListener('abort', () =>
          reject(new OperatorError('The function ran out of time.')),
        );
      });
      watchdog.catch(() => undefined);
      const work = carryOut(resource, event, stackId, clocks, secrets);
      const outcome = await Promise.race([work, watchdog, stray.rejection]).catch((error: unknown) =>
        failure(error, fallbackId(resource, event), secrets),
      );
      log(event, outcome);
      await deliver(url, encodeAnswer({ ...identityOf(event), ...outcome }), clocks.delivery);
    } finally {
      clocks.stop();
      stray.release();
    }
  };
}

async function carryOut<Properties, Data extends Record<keyof Data, string>>(
  resource: Resource<Properties, Data>,
  event: Event,
  stackId: string,
  time: Clocks,
  secrets: Secrets,
): Promise<Outcome> {
  checkEvent(event, stackId);
  const stack = stackOf(event);
  const common = { stack, time, secrets };
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

function failure(error: unknown, PhysicalResourceId: string, secrets: Secrets): Outcome {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  const sentence =
    error instanceof OperatorError ? message : `The function failed unexpectedly: ${name}: ${message}`;
  return { Status: 'FAILED', PhysicalResourceId, Reason: secrets.redact(sentence) };
}

/** A failed Update keeps the id it had; a failed Create answers the one that its clean-up Delete will carry. */
function fallbackId<Properties>(resource: Resource<Properties, Record<never, string>>, event: Event): string {
  if ('PhysicalResourceId' in event && event.PhysicalResourceId) return event.PhysicalResourceId;
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

function stackOf({ StackId = '', LogicalResourceId = '' }: Event): Stack {
  const [, name = '', guid = ''] = StackId.split('/');
  return { id: StackId, name, guid, logicalId: LogicalResourceId };
}

function identityOf({
  StackId,
  RequestId,
  LogicalResourceId,
}: Event): Pick<Answer, 'StackId' | 'RequestId' | 'LogicalResourceId'> {
  return { StackId, RequestId, LogicalResourceId };
}

/** One line an event; the event itself, its address and its properties hold secrets and are never logged. */
function log(
  { RequestType, RequestId, LogicalResourceId }: Event,
  { Status, Reason, PhysicalResourceId }: Outcome,
): void {
  console.log(
    JSON.stringify({ RequestType, RequestId, LogicalResourceId, Status, Reason, PhysicalResourceId }),
  );
}
