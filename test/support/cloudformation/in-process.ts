import type { OwnStack } from '../../../functions/aws/own-stack.ts';
import { dispatch, failed } from '../../../functions/custom-resource/dispatch.ts';
import type { Resource } from '../../../functions/custom-resource/resource.ts';
import { rememberSecrets } from '../../../functions/custom-resource/secrets.ts';
import type { SimulatedStack } from './stack.ts';
import type { Transport } from './transport.ts';

/** What CloudFormation says of the simulated stack that is there now. */
export const ownStackOf = (stack: () => SimulatedStack): OwnStack => ({
  currentId: async (_, logicalId) => stack().currentId(logicalId),
  isRollingBack: async () => stack().isRollingBack(),
});

/** A function without its process: the same dispatch and the same failures, no HTTPS and no watchdog. `lifetime` in milliseconds. */
export function inProcess<Properties, Data extends Record<keyof Data, string>>(
  resource: Resource<Properties, Data>,
  lifetime: number,
  warn: (message: string) => void = () => undefined,
  ownStack?: OwnStack,
): { readonly function: Transport; readonly reasons: string[] } {
  const never = new AbortController().signal;
  const time = { work: never, tidying: never, lifetime };
  const reasons: string[] = [];
  return {
    /** Every Reason, heard or not: a function logs them all. */
    reasons,
    function: async (event) => {
      const { StackId, RequestId, LogicalResourceId } = event;
      const secrets = rememberSecrets();
      const outcome = await dispatch(resource, event, StackId, { time, secrets, warn, ownStack }).catch(
        (error: unknown) => failed(resource, event, error, secrets),
      );
      if (outcome.Reason) reasons.push(outcome.Reason);
      return { StackId, RequestId, LogicalResourceId, ...outcome };
    },
  };
}
