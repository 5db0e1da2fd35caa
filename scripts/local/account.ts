import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeInstancesCommand,
  DescribeKeyPairsCommand,
  DescribeLaunchTemplatesCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { IAMClient, ListInstanceProfilesCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import { DescribeKeyCommand, KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { DescribeParametersCommand, SSMClient } from '@aws-sdk/client-ssm';

/** What an account holds, by kind: names only. */
export type Inventory = Readonly<Record<string, readonly string[]>>;

/** Looks through the account with the SDK, as anyone from outside could; keys that wait for their deletion do not count. */
export async function takeInventory(config: object): Promise<Inventory> {
  const names = (list: ReadonlyArray<string | undefined> = []) => list.flatMap((name) => name ?? []).sort();
  const [
    parameters,
    buckets,
    functions,
    roles,
    profiles,
    keys,
    logGroups,
    groups,
    templates,
    instances,
    keyPairs,
  ] = await Promise.all([
    new SSMClient(config).send(new DescribeParametersCommand({})),
    new S3Client({ ...config, forcePathStyle: true }).send(new ListBucketsCommand({})),
    new LambdaClient(config).send(new ListFunctionsCommand({})),
    new IAMClient(config).send(new ListRolesCommand({})),
    new IAMClient(config).send(new ListInstanceProfilesCommand({})),
    keysInUse(new KMSClient(config)),
    new CloudWatchLogsClient(config).send(new DescribeLogGroupsCommand({})),
    new AutoScalingClient(config).send(new DescribeAutoScalingGroupsCommand({})),
    new EC2Client(config).send(new DescribeLaunchTemplatesCommand({})),
    new EC2Client(config).send(new DescribeInstancesCommand({})),
    new EC2Client(config).send(new DescribeKeyPairsCommand({})),
  ]);
  return {
    'SSM parameters': names(parameters.Parameters?.map(({ Name }) => Name)),
    'S3 buckets': names(buckets.Buckets?.map(({ Name }) => Name)),
    'Lambda functions': names(functions.Functions?.map(({ FunctionName }) => FunctionName)),
    'IAM roles': names(roles.Roles?.map(({ RoleName }) => RoleName)),
    'instance profiles': names(
      profiles.InstanceProfiles?.map(({ InstanceProfileName }) => InstanceProfileName),
    ),
    'KMS keys in use': keys,
    'log groups': names(logGroups.logGroups?.map(({ logGroupName }) => logGroupName)),
    'Auto Scaling groups': names(
      groups.AutoScalingGroups?.map(({ AutoScalingGroupName }) => AutoScalingGroupName),
    ),
    'launch templates': names(templates.LaunchTemplates?.map(({ LaunchTemplateName }) => LaunchTemplateName)),
    'EC2 key pairs': names(keyPairs.KeyPairs?.map(({ KeyName }) => KeyName)),
    'EC2 instances': names(
      instances.Reservations?.flatMap(({ Instances = [] }) => Instances)
        .filter(({ State }) => State?.Name !== 'terminated')
        .map(({ InstanceId }) => InstanceId),
    ),
  };
}

async function keysInUse(kms: KMSClient): Promise<string[]> {
  const { Keys = [] } = await kms.send(new ListKeysCommand({}));
  const described = await Promise.all(Keys.map(({ KeyId }) => kms.send(new DescribeKeyCommand({ KeyId }))));
  return described
    .flatMap(({ KeyMetadata }) =>
      KeyMetadata?.KeyState === 'PendingDeletion' ? [] : (KeyMetadata?.KeyId ?? []),
    )
    .sort();
}

/** What is in `after` and was not in `before`, by kind. */
export function added(before: Inventory, after: Inventory): string[] {
  return Object.entries(after).flatMap(([kind, names]) =>
    names.filter((name) => !before[kind]?.includes(name)).map((name) => `${kind}: ${name}`),
  );
}
