import {
  type AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  SetInstanceProtectionCommand,
  SuspendProcessesCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { batches } from '../aws/batches.ts';
import { allowing, ask } from '../aws/call-with-retry.ts';
import type { Group, Member } from './ports.ts';

/** SetInstanceProtection takes no more. */
const PROTECTED_AT_ONCE = 50;

/** A Group in Auto Scaling. */
export function autoScalingGroup(autoScaling: AutoScalingClient, name: string): Group {
  return {
    async members(abortSignal) {
      const command = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] });
      const describe = () => autoScaling.send(command, { abortSignal });
      const { AutoScalingGroups } = await ask('autoscaling:DescribeAutoScalingGroups', abortSignal, describe);
      return AutoScalingGroups?.[0]?.Instances?.map(
        ({ InstanceId = '', LifecycleState = '', ProtectedFromScaleIn = false }): Member => ({
          id: InstanceId,
          state: LifecycleState,
          isProtected: ProtectedFromScaleIn,
        }),
      );
    },
    async suspendRebalancing(abortSignal) {
      const command = new SuspendProcessesCommand({
        AutoScalingGroupName: name,
        ScalingProcesses: ['AZRebalance'],
      });
      await ask('autoscaling:SuspendProcesses', abortSignal, () =>
        autoScaling.send(command, { abortSignal }),
      );
    },
    async shrinkToNothing(abortSignal) {
      const command = new UpdateAutoScalingGroupCommand({
        AutoScalingGroupName: name,
        MinSize: 0,
        MaxSize: 0,
        DesiredCapacity: 0,
        NewInstancesProtectedFromScaleIn: false,
      });
      const update = () => autoScaling.send(command, { abortSignal });
      await ask('autoscaling:UpdateAutoScalingGroup', abortSignal, update).catch(
        allowing('ValidationError', /not found|pending delete/i),
      );
    },
    async unprotect(ids, abortSignal) {
      for (const InstanceIds of batches(ids, PROTECTED_AT_ONCE)) {
        const command = new SetInstanceProtectionCommand({
          AutoScalingGroupName: name,
          InstanceIds,
          ProtectedFromScaleIn: false,
        });
        const protect = () => autoScaling.send(command, { abortSignal });
        // One that has just left the group has the whole batch refused; the next look meets the others again.
        await ask('autoscaling:SetInstanceProtection', abortSignal, protect).catch(
          allowing('ValidationError'),
        );
      }
    },
  };
}
