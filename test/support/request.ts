import type { Request, Stack } from '../../functions/custom-resource/resource.ts';

export const STACK: Stack = {
  id: 'arn:aws:cloudformation:eu-central-1:123456789012:stack/runner/0a1b2c3d-0000-4000-8000-000000000001',
  guid: '0a1b2c3d-0000-4000-8000-000000000001',
  name: 'runner',
  logicalId: 'Thing',
};

/** A request as the protocol would make it, with all the time in the world. */
export function requestFor<P>(properties: P, id = 'any-id', stack = STACK): Request<P> {
  const never = new AbortController().signal;
  return {
    id,
    previousId: undefined,
    attempt: '0123456789ab',
    failedAttempt: undefined,
    hasSucceeded: true,
    successor: async () => undefined,
    isReversal: async () => false,
    properties,
    stack,
    time: { work: never, tidying: never, lifetime: 60_000 },
    secrets: { add: () => {}, redact: (text) => text },
    warn: () => {},
  };
}
