import type { OwnStack } from '../../functions/aws/own-stack.ts';
import { dispatch, failed, type Result } from '../../functions/custom-resource/dispatch.ts';
import type { Resource } from '../../functions/custom-resource/resource.ts';
import { rememberSecrets } from '../../functions/custom-resource/secrets.ts';
import { FAILURES } from '../../functions/custom-resource/sentences.ts';
import { OperatorError } from '../../functions/operator-error.ts';
import { say } from '../../functions/sentence.ts';
import type { Event, Transport } from '../support/cloudformation/transport.ts';
import type { VirtualClock } from './clock.ts';
import { type Fate, inDelivery, startDelivery } from './delivery.ts';

/** What a function logs of an event, whether CloudFormation hears it or not. */
export interface Logged extends Result {
  readonly stackId: string;
  readonly logicalId: string;
  readonly request: Event['RequestType'];
}

export interface Settings {
  readonly ownStack: OwnStack;
  readonly clock: VirtualClock;
  /** In milliseconds. */
  readonly timeout: number;
  /** How often Lambda delivers an event again whose process died. */
  readonly retries: number;
  readonly log: Logged[];
  /** The function's log of warnings. */
  warn(message: string): void;
}

const UNDISTURBED: Fate = { kind: 'nothing', at: 0 };
/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const PAUSES = [60_000, 120_000];

/** Delivers an event; `isGivenUp` when a later delivery would come after CloudFormation's next event. */
export type MemoryFunction = (event: Event, fate: Fate, isGivenUp?: boolean) => ReturnType<Transport>;

/** A function as Lambda runs it: with an end to its time, and again after a death; the fate is the first try's. */
export function memoryFunction<Properties, Data extends Record<keyof Data, string>>(
  resource: Resource<Properties, Data>,
  { clock, timeout, retries, log, warn, ownStack }: Settings,
): MemoryFunction {
  const attempt = async (event: Event, fate: Fate) => {
    const { StackId, RequestId, LogicalResourceId, RequestType: request } = event;
    const secrets = rememberSecrets();
    const delivery = startDelivery(clock, timeout, fate);
    const invocation = {
      time: delivery.time,
      secrets,
      ownStack,
      warn: (message: string) => warn(secrets.redact(message)),
    };
    const fail = (error: unknown) => failed(resource, event, error, secrets);
    const late = delivery.outOfTime.then(() => fail(new OperatorError(say(FAILURES.outOfTime))));
    const work = inDelivery(delivery, () => dispatch(resource, event, StackId, invocation));
    const outcome = await Promise.race([work.catch(fail), late, delivery.death]);
    delivery.end();
    if (outcome) log.push({ ...outcome, stackId: StackId, logicalId: LogicalResourceId, request });
    return outcome && { StackId, RequestId, LogicalResourceId, ...outcome };
  };
  return async (event, fate, isGivenUp = false) => {
    for (let tries = 0; tries <= (isGivenUp ? 0 : retries); tries++) {
      if (tries > 0) clock.pass(PAUSES[tries - 1] ?? 0);
      const answer = await attempt(event, tries === 0 ? fate : UNDISTURBED);
      if (answer) return answer;
    }
    return undefined;
  };
}
