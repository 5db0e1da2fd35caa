import {
  AutoScalingClient,
  type AutoScalingClientConfig,
  CreateAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  SetDesiredCapacityCommand,
  TerminateInstanceInAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { CreateLaunchTemplateCommand, EC2Client } from '@aws-sdk/client-ec2';

const NAME = 'managers';

export type Group = Awaited<ReturnType<typeof groupOfManagers>>;

/** A group of managers in an emulated account, still empty. On AWS one that drains is in it beside its successor. */
export async function groupOfManagers(config: AutoScalingClientConfig) {
  const client = new AutoScalingClient(config);
  const { LaunchTemplate } = await new EC2Client(config).send(
    new CreateLaunchTemplateCommand({ LaunchTemplateName: NAME, LaunchTemplateData: {} }),
  );
  await client.send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName: NAME,
      MinSize: 0,
      MaxSize: 2,
      AvailabilityZones: ['eu-central-1a'],
      LaunchTemplate: { LaunchTemplateId: LaunchTemplate?.LaunchTemplateId, Version: '$Latest' },
    }),
  );
  const resize = (DesiredCapacity: number) =>
    client.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: NAME, DesiredCapacity }));
  const view = async () => {
    const question = { AutoScalingGroupNames: [NAME] };
    const { AutoScalingGroups } = await client.send(new DescribeAutoScalingGroupsCommand(question));
    const { Instances = [], DesiredCapacity = 0 } = AutoScalingGroups?.[0] ?? {};
    return { ids: Instances.map(({ InstanceId = '' }) => InstanceId), capacity: DesiredCapacity };
  };
  return {
    name: NAME,
    /** Launches so many at the same moment and tells their ids. */
    async launch(count = 1): Promise<string[]> {
      const before = await view();
      await resize(before.capacity + count);
      return (await view()).ids.filter((id) => !before.ids.includes(id));
    },
    /** What Auto Scaling does once a hook is completed or has timed out. */
    async drop(InstanceId: string): Promise<void> {
      const ending = { InstanceId, ShouldDecrementDesiredCapacity: true };
      await client.send(new TerminateInstanceInAutoScalingGroupCommand(ending));
    },
    async empty(): Promise<void> {
      await resize(0);
    },
  };
}
