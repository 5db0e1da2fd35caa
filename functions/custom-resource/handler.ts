import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';
import { wordsOf } from '../aws/errors.ts';
import type { OwnStack } from '../aws/own-stack.ts';
import { OperatorError } from '../operator-error.ts';
import { say } from '../sentence.ts';
import { startDeadlines } from './deadlines.ts';
import { dispatch, failed, type Result } from './dispatch.ts';
import { responseUrlOf } from './event.ts';
import type { Resource, Secrets } from './resource.ts';
import { encodeResponse, type Response } from './response.ts';
import { rememberSecrets } from './secrets.ts';
import { sendResponse } from './send-response.ts';
import { FAILURES } from './sentences.ts';
import { catchUnhandledRejections } from './unhandled-rejections.ts';

type Event = CloudFormationCustomResourceEvent;
type LambdaHandler = (event: Event, context: Pick<Context, 'getRemainingTimeInMillis'>) => Promise<void>;

interface Options {
  readonly stackId?: string;
  /** For a resource that must know what CloudFormation makes of it. */
  readonly ownStack?: OwnStack;
}

/**
 * A Lambda handler that responds to CloudFormation exactly once for a resource that only returns or throws.
 * It throws only when the response could not be delivered: Lambda then delivers the event again, and the
 * resource finds what it has done and gives the same response.
 */
export function customResource<Properties, Data extends Record<keyof Data, string>>(
  resource: Resource<Properties, Data>,
  { stackId = process.env.STACK_ID ?? '', ownStack }: Options = {},
): LambdaHandler {
  return async (event, context) => {
    const url = responseUrlOf(event);
    const deadlines = startDeadlines(context.getRemainingTimeInMillis());
    const secrets = rememberSecrets();
    const unhandled = catchUnhandledRejections();
    try {
      const watchdog = new Promise<never>((_, reject) => {
        deadlines.tidying.addEventListener('abort', () => reject(new OperatorError(say(FAILURES.outOfTime))));
      });
      watchdog.catch(() => undefined);
      const work = dispatch(resource, event, stackId, {
        time: deadlines,
        secrets,
        warn: warnWithout(secrets),
        ownStack,
      });
      const result = await Promise.race([work, watchdog, unhandled.rejection]).catch((error: unknown) => {
        logWords(error, secrets);
        return failed(resource, event, error, secrets);
      });
      log(event, result);
      await sendResponse(url, encodeResponse({ ...identityOf(event), ...result }), deadlines.delivery);
    } finally {
      deadlines.stop();
      unhandled.release();
    }
  };
}

function identityOf({
  StackId,
  RequestId,
  LogicalResourceId,
}: Event): Pick<Response, 'StackId' | 'RequestId' | 'LogicalResourceId'> {
  return { StackId, RequestId, LogicalResourceId };
}

function warnWithout({ redact }: Secrets): (message: string) => void {
  return (message) => console.warn(JSON.stringify({ level: 'warn', message: redact(message) }));
}

/** AWS's own words, whole: a reason may have had to leave some out. */
function logWords(error: unknown, secrets: Secrets): void {
  const words = wordsOf(error);
  if (words !== undefined) warnWithout(secrets)(`AWS said ${words}`);
}

/** One line an event; the event itself, its ResponseURL and its properties hold secrets and are never logged. */
function log(
  { RequestType, RequestId, LogicalResourceId }: Event,
  { Status, Reason, PhysicalResourceId }: Result,
): void {
  console.log(
    JSON.stringify({ RequestType, RequestId, LogicalResourceId, Status, Reason, PhysicalResourceId }),
  );
}
