import { GROUP_TAG, type Group, type Instances, type Member, type Outside } from './ports.ts';
import { type Survivor, untilTerminated } from './until-terminated.ts';

/**
 * Leaves no instance of the group, so that CloudFormation can delete it: that waits for instances which are
 * protected from scale-in, as the runner wants its workers to be. EC2 terminates a hundred in one call, while
 * Auto Scaling would take one a call; with a desired size of zero it launches none in their place.
 */
export async function emptyGroup(name: string, outside: Outside, signal: AbortSignal): Promise<void> {
  const group = outside.group(name);
  if (await release(group, signal)) await group.shrinkToNothing(signal);
  await untilTerminated(() => survivors(name, group, outside.instances, signal), outside.instances, signal);
}

/** Takes the protection off and returns the members. */
async function release(group: Group, signal: AbortSignal): Promise<readonly Member[] | undefined> {
  const members = await group.members(signal);
  const held = (members ?? []).filter(({ isProtected, state }) => isProtected && state === 'InService');
  await group.unprotect(
    held.map(({ id }) => id),
    signal,
  );
  return members;
}

/** The tag outlives the membership, and the group: so what has left the group is waited for too. */
async function survivors(
  name: string,
  group: Group,
  instances: Instances,
  signal: AbortSignal,
): Promise<Survivor[]> {
  const members = (await release(group, signal)) ?? [];
  const listed = await instances.tagged(GROUP_TAG, name, signal);
  // EC2 is still to list what Auto Scaling has just launched, and would refuse to terminate it.
  const launching = members.filter(
    ({ id, state }) => state.startsWith('Pending') && !listed.some((instance) => instance.id === id),
  );
  return [...listed, ...launching.map(({ id }) => ({ id, state: 'launching' }))];
}
