import type { Request } from '../../functions/custom-resource/resource.ts';
import { configuredStack } from '../lib/configured-stack.ts';
import { GIVEN } from '../lib/samples/parameters.ts';

export const GUID = '11111111-2222-3333-4444-555555555555';
export const STACK_ID = `arn:aws:cloudformation:eu-central-1:123456789012:stack/ci/${GUID}`;

/** What CloudFormation sends a resource's function, of which it makes texts; parameters that are not named have their defaults. */
export function propertiesSent(logicalId: string, parameters: Readonly<Record<string, string>> = {}) {
  const properties = configuredStack({ ...GIVEN, ...parameters }).propertiesOf(logicalId);
  const sent = (_: string, value: unknown) =>
    /^(number|boolean)$/.test(typeof value) ? String(value) : value;
  return JSON.parse(JSON.stringify(properties, sent)) as Readonly<Record<string, unknown>>;
}

/** What the protocol hands to a resource's verbs, with all the time in the world. */
export function requestFor<P>(properties: P): Request<P> {
  const never = new AbortController().signal;
  return {
    ...{
      id: 'any-id',
      previousId: undefined,
      attempt: '0123456789ab',
      failedAttempt: undefined,
      hasSucceeded: true,
      properties,
    },
    stack: { id: STACK_ID, guid: GUID, name: 'ci', logicalId: 'Thing' },
    time: { work: never, tidying: never, lifetime: 60_000 },
    secrets: { add: () => undefined, redact: (text) => text },
    warn: () => undefined,
    successor: async () => undefined,
    isReversal: async () => false,
  };
}
