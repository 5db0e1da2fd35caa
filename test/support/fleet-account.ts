import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  CreateKeyPairCommand,
  CreateLaunchTemplateCommand,
  CreateSecurityGroupCommand,
  DescribeInstancesCommand,
  DescribeKeyPairsCommand,
  DescribeSpotInstanceRequestsCommand,
  DescribeSubnetsCommand,
  EC2Client,
  RequestSpotInstancesCommand,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import { batches } from '../../functions/aws/batches.ts';

const IMAGE = 'ami-12345678';
const config = (endpoint: string) => ({
  endpoint,
  region: 'eu-central-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});
export const ec2At = (endpoint: string) => new EC2Client(config(endpoint));
export const autoScalingAt = (endpoint: string) => new AutoScalingClient(config(endpoint));

export interface Machine {
  readonly count?: number;
  readonly keyName?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly spot?: boolean;
  readonly securityGroupId: string;
}

/** An account's region, to put things in and to look at. */
export async function openAccount(endpoint: string) {
  const [ec2, autoScaling] = [ec2At(endpoint), autoScalingAt(endpoint)];
  const { Subnets } = await ec2.send(new DescribeSubnetsCommand({}));
  const { SubnetId = '', VpcId = '' } = Subnets?.[0] ?? {};
  return {
    async securityGroup(name: string) {
      const command = new CreateSecurityGroupCommand({ GroupName: name, Description: name, VpcId });
      return (await ec2.send(command)).GroupId ?? '';
    },
    /** As docker-machine starts them. */
    async run({ count = 1, keyName, tags = {}, spot = false, securityGroupId }: Machine) {
      const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      const command = new RunInstancesCommand({
        ImageId: IMAGE,
        MinCount: count,
        MaxCount: count,
        SubnetId,
        SecurityGroupIds: [securityGroupId],
        ...(keyName && { KeyName: keyName }),
        ...(spot && { InstanceMarketOptions: { MarketType: 'spot' } }),
        ...(Tags.length > 0 && { TagSpecifications: [{ ResourceType: 'instance', Tags }] }),
      });
      const { Instances } = await ec2.send(command);
      return (Instances ?? []).flatMap(({ InstanceId }) => InstanceId ?? []);
    },
    async keyPairs(...names: string[]) {
      for (const batch of batches(names, 10))
        await Promise.all(
          batch.map((KeyName) => ec2.send(new CreateKeyPairCommand({ KeyName, KeyType: 'ed25519' }))),
        );
    },
    /** moto grants it at once. */
    async spotRequest(KeyName: string, securityGroupId: string) {
      const InstanceType = 'm7i.large' as const;
      const LaunchSpecification = {
        ImageId: IMAGE,
        InstanceType,
        KeyName,
        SecurityGroups: [securityGroupId],
      };
      await ec2.send(new RequestSpotInstancesCommand({ InstanceCount: 1, LaunchSpecification }));
    },
    /** With so many members, protected from scale-in as fleeting wants it. */
    async group(name: string, size: number, tags: Readonly<Record<string, string>> = {}) {
      await ec2.send(
        new CreateLaunchTemplateCommand({
          LaunchTemplateName: name,
          LaunchTemplateData: { ImageId: IMAGE, InstanceType: 'm7i.large' },
        }),
      );
      await autoScaling.send(
        new CreateAutoScalingGroupCommand({
          AutoScalingGroupName: name,
          LaunchTemplate: { LaunchTemplateName: name },
          MinSize: 0,
          MaxSize: 1000,
          DesiredCapacity: size,
          VPCZoneIdentifier: SubnetId,
          NewInstancesProtectedFromScaleIn: true,
          Tags: Object.entries(tags).map(([Key, Value]) => ({
            ResourceId: name,
            ResourceType: 'auto-scaling-group',
            Key,
            Value,
            PropagateAtLaunch: true,
          })),
        }),
      );
    },
    async describeGroup(name: string) {
      const command = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] });
      return (await autoScaling.send(command)).AutoScalingGroups?.[0];
    },
    /** The ids of the instances that are not terminated. */
    async living() {
      const Filters = [{ Name: 'instance-state-name', Values: ['pending', 'running', 'stopped'] }];
      const { Reservations } = await ec2.send(new DescribeInstancesCommand({ Filters }));
      return (Reservations ?? [])
        .flatMap(({ Instances = [] }) => Instances)
        .flatMap(({ InstanceId }) => InstanceId ?? [])
        .sort();
    },
    async keyNames() {
      const { KeyPairs } = await ec2.send(new DescribeKeyPairsCommand({}));
      return (KeyPairs ?? []).flatMap(({ KeyName }) => KeyName ?? []).sort();
    },
    async requestedKeyNames() {
      const { SpotInstanceRequests } = await ec2.send(new DescribeSpotInstanceRequestsCommand({}));
      return (SpotInstanceRequests ?? []).flatMap(
        ({ LaunchSpecification }) => LaunchSpecification?.KeyName ?? [],
      );
    },
  };
}
