import { isMachineOf, type Marks, STACK_TAG } from './ownership.ts';
import type { Instance, Instances, Outside } from './ports.ts';
import { untilTerminated } from './until-terminated.ts';

/** All machines that docker-machine made for the stack and that are not terminated. */
export async function findMachines(
  instances: Instances,
  marks: Marks,
  signal: AbortSignal,
): Promise<Instance[]> {
  const found = await Promise.all([
    instances.tagged(STACK_TAG, marks.stackTag, signal),
    instances.inSecurityGroup(marks.securityGroupId, signal),
  ]);
  const each = new Map(found.flat().map((instance) => [instance.id, instance]));
  return [...each.values()].filter((instance) => isMachineOf(instance, marks));
}

/** Leaves nothing of docker-machine's: no spot request, no machine, no key pair. */
export async function removeMachines(marks: Marks, outside: Outside, signal: AbortSignal): Promise<void> {
  const { instances, keyPairs } = outside;
  const find = () => findMachines(instances, marks, signal);
  // Before the machines: a request that is still open would start another one.
  await cancelRequests(marks, await find(), outside, signal);
  const removeKeys = async () => keyPairs.remove(await keyPairs.named(marks.keyNamePart, signal), signal);
  await Promise.all([untilTerminated(find, instances, signal), removeKeys()]);
}

/** docker-machine tags no request: it is known by its machine, or by its key pair. */
async function cancelRequests(
  { keyNamePart }: Marks,
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
