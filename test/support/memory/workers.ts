import type { Group, Member, Outside } from '../../../functions/fleet/ports.ts';
import { type Around, refusedBy, takeTurn, UNDISTURBED } from './aws.ts';
import { type Launched, memoryInstances } from './instances.ts';
import { memorySpotRequests } from './spot-requests.ts';

export interface MemoryGroup {
  max: number;
  desired: number;
  protectsNew: boolean;
  readonly suspended: Set<string>;
  readonly tags: Readonly<Record<string, string>>;
}

const GROUP_TAG = 'aws:autoscaling:groupName';

/** EC2 and Auto Scaling in memory, behind the fleet's ports and held to the same contract. */
export function memoryWorkers(now: () => number = Date.now, around: Around = UNDISTURBED) {
  const ec2 = memoryInstances(now);
  const groups = new Map<string, MemoryGroup>();
  const spot = memorySpotRequests(ec2, now);
  const keyNames = new Set<string>();
  const call = <T>(action: string, act: () => T) =>
    takeTurn(action, around, () => {
      spot.grant();
      for (const name of groups.keys()) balance(name);
      return act();
    });
  const membersOf = (name: string) => ec2.living().filter(({ tags }) => tags[GROUP_TAG] === name);
  /** As Auto Scaling does by itself: launches what is missing and ends what is too much and not protected. */
  const balance = (name: string) => {
    const group = groups.get(name);
    if (!group) return;
    const staying = membersOf(name).filter(({ endsAt }) => endsAt === undefined);
    const tags = { ...group.tags, [GROUP_TAG]: name };
    for (let size = staying.length; size < group.desired; size++)
      ec2.launch({ tags, isProtected: group.protectsNew });
    const free = staying.filter(({ isProtected }) => !isProtected);
    for (const one of free.slice(0, Math.max(0, staying.length - group.desired))) ec2.end(one.id);
  };
  const group = (name: string): Group => ({
    members: () =>
      call('autoscaling:DescribeAutoScalingGroups', () =>
        groups.has(name) ? membersOf(name).map(memberOf(now())) : undefined,
      ),
    suspendRebalancing: () =>
      call('autoscaling:SuspendProcesses', () => {
        const found = groups.get(name);
        if (!found) throw refusedBy('autoscaling:SuspendProcesses', 'ValidationError', 'Group not found');
        found.suspended.add('AZRebalance');
      }),
    shrinkToNothing: () =>
      call('autoscaling:UpdateAutoScalingGroup', () => {
        Object.assign(groups.get(name) ?? {}, { max: 0, desired: 0, protectsNew: false });
        balance(name);
      }),
    unprotect: (ids) =>
      call('autoscaling:SetInstanceProtection', () => {
        for (const one of membersOf(name)) if (ids.includes(one.id)) one.isProtected = false;
      }),
  });
  const outside: Outside = {
    group,
    instances: {
      tagged: (key, value) =>
        call('ec2:DescribeInstances', () => ec2.described(({ tags }) => tags[key] === value)),
      inSecurityGroup: (id) =>
        call('ec2:DescribeInstances', () => ec2.described((one) => one.securityGroupIds.includes(id))),
      terminate: (ids) =>
        call('ec2:TerminateInstances', () => {
          // One that EC2 does not know has the whole batch refused.
          if (ids.every(ec2.knows)) for (const id of ids) ec2.end(id);
        }),
    },
    spotRequests: {
      alive: () => call('ec2:DescribeSpotInstanceRequests', spot.alive),
      cancel: (ids) => call('ec2:CancelSpotInstanceRequests', () => spot.cancel(ids)),
    },
    keyPairs: {
      named: (part) =>
        call('ec2:DescribeKeyPairs', () => [...keyNames].filter((name) => name.includes(part))),
      remove: (names) =>
        call('ec2:DeleteKeyPair', () => {
          for (const name of names) keyNames.delete(name);
        }),
    },
  };
  return { outside, ec2, spot, groups, keyNames, membersOf, balance };
}

export type MemoryWorkers = ReturnType<typeof memoryWorkers>;

const memberOf =
  (now: number) =>
  (one: Launched): Member => ({
    id: one.id,
    state: one.endsAt !== undefined ? 'Terminating' : one.runsAt > now ? 'Pending' : 'InService',
    isProtected: one.isProtected,
  });
