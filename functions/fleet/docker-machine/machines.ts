import type { Instance, Instances, Outside } from '../ports.ts';
import { untilTerminated } from '../until-terminated.ts';
import { isMachineOf, type Ownership, STACK_TAG } from './ownership.ts';

/** All machines that docker-machine made for the stack and that are not terminated. */
export async function findMachines(
  instances: Instances,
  ownership: Ownership,
  signal: AbortSignal,
): Promise<Instance[]> {
  const found = await Promise.all([
    instances.tagged(STACK_TAG, ownership.stackTag, signal),
    instances.inSecurityGroup(ownership.securityGroupId, signal),
  ]);
  const each = new Map(found.flat().map((instance) => [instance.id, instance]));
  return [...each.values()].filter((instance) => isMachineOf(instance, ownership));
}

/** Leaves nothing of docker-machine's: no spot request, no machine, no key pair. */
export async function removeMachines(
  ownership: Ownership,
  outside: Outside,
  signal: AbortSignal,
): Promise<void> {
  const { instances, keyPairs } = outside;
  const find = () => findMachines(instances, ownership, signal);
  // Before the machines: a request that is still open would start another one.
  await cancelRequests(ownership, await find(), outside, signal);
  const removeKeys = async () => keyPairs.remove(await keyPairs.named(ownership.keyNamePart, signal), signal);
  await Promise.all([untilTerminated(find, instances, signal), removeKeys()]);
}

/** docker-machine tags no request: it is known by its machine, or by its key pair. */
async function cancelRequests(
  { keyNamePart }: Ownership,
  machines: readonly Instance[],
  { spotRequests }: Outside,
  signal: AbortSignal,
): Promise<void> {
  const own = new Set(machines.map(({ id }) => id));
  const alive = await spotRequests.alive(signal);
  const ours = alive.filter(
    ({ keyName, instanceId }) => keyName.includes(keyNamePart) || own.has(instanceId),
  );
  await spotRequests.cancel(
    ours.map(({ id }) => id),
    signal,
  );
}
