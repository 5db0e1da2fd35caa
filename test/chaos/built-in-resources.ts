import type { Response } from '../../functions/custom-resource/response.ts';
import type { Event, Transport } from '../support/cloudformation/transport.ts';
import type { Account } from './account.ts';
import {
  type BuiltIn,
  cacheBucket,
  securityGroup,
  tokenKey,
  workerGroup,
} from './built-in-resource-types.ts';
import type { Manager } from './manager.ts';

/** The resources of the template that are CloudFormation's own, as far as the functions meet what they make. */
export function builtInResources(
  account: Account,
  manager: Manager,
  operation: () => number,
): (logicalId: string) => Transport | undefined {
  let last = 0;
  const next = () => String(++last).padStart(8, '0');
  const all: Readonly<Record<string, BuiltIn>> = {
    WorkerSecurityGroup: securityGroup(account, next),
    TokenKey: tokenKey(account, next),
    CacheBucket: cacheBucket(account, next, operation),
    WorkerGroup: workerGroup(account, next),
    ManagerGroup: {
      make(properties) {
        manager.boot(properties);
        return { id: 'ci-ManagerGroup' };
      },
      remove: () => manager.drain(),
    },
  };
  return (logicalId) => {
    const builtIn = all[logicalId];
    return builtIn && (async (event) => answer(builtIn, event));
  };
}

/** The id of what was never made. */
const FAILED = 'failed';

function answer(builtIn: BuiltIn, event: Event): Response {
  const { StackId, RequestId, LogicalResourceId } = event;
  const before = 'PhysicalResourceId' in event ? event.PhysicalResourceId : undefined;
  const envelope = { StackId, RequestId, LogicalResourceId };
  try {
    const { id, data } = carryOut(builtIn, event, before);
    return { ...envelope, Status: 'SUCCESS', PhysicalResourceId: id, Data: { ...data, Ref: id } };
  } catch (error) {
    const Reason = error instanceof Error ? error.message : String(error);
    return { ...envelope, Status: 'FAILED', Reason, PhysicalResourceId: before ?? FAILED };
  }
}

function carryOut({ make, change, remove }: BuiltIn, event: Event, before: string | undefined) {
  const { ResourceProperties: properties, StackId } = event;
  if (event.RequestType === 'Delete') {
    if (event.PhysicalResourceId !== FAILED) remove(event.PhysicalResourceId);
    return { id: event.PhysicalResourceId };
  }
  if (!before || !change) return make(properties, StackId);
  return { id: before, data: change(before, properties) };
}
