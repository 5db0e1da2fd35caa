import { AutoScalingClient, paginateDescribeAutoScalingGroups } from '@aws-sdk/client-auto-scaling';
import { CloudWatchLogsClient, paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeKeyPairsCommand,
  EC2Client,
  type Instance,
  paginateDescribeInstances,
  paginateDescribeLaunchTemplates,
  paginateDescribeSecurityGroups,
  paginateDescribeVolumes,
} from '@aws-sdk/client-ec2';
import { IAMClient, paginateListInstanceProfiles, paginateListRoles } from '@aws-sdk/client-iam';
import { DescribeKeyCommand, KMSClient, paginateListKeys } from '@aws-sdk/client-kms';
import { LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import { paginateListBuckets, S3Client } from '@aws-sdk/client-s3';
import { paginateDescribeParameters, SSMClient } from '@aws-sdk/client-ssm';
import { onEveryPage } from '../../functions/aws/every-page.ts';

/** What an account holds, by kind: names only. What EC2 itself names has the stack of its tag beside it. */
export type Inventory = Readonly<Record<string, readonly string[]>>;
/** On what a stack's instances, volumes, groups and templates are. */
const TAG = 'gitlab-runner-stack';
type Named = (name: string) => boolean;

/** Looks through the account with the SDK, as anyone from outside could; keys that wait for their deletion do not count. */
export async function takeInventory(config: object, counts: Named = () => true): Promise<Inventory> {
  const [ssm, s3] = [new SSMClient(config), new S3Client({ ...config, forcePathStyle: true })];
  const [ec2, iam, lambda] = [new EC2Client(config), new IAMClient(config), new LambdaClient(config)];
  const [logs, autoScaling] = [new CloudWatchLogsClient(config), new AutoScalingClient(config)];
  const kinds: Readonly<Record<string, Promise<ReadonlyArray<string | undefined>>>> = {
    'SSM parameters': list(
      paginateDescribeParameters({ client: ssm }, {}),
      (page) => page.Parameters,
      (one) => one.Name,
    ),
    'S3 buckets': list(
      paginateListBuckets({ client: s3 }, {}),
      (page) => page.Buckets,
      (one) => one.Name,
    ),
    'Lambda functions': list(
      paginateListFunctions({ client: lambda }, {}),
      (page) => page.Functions,
      (one) => one.FunctionName,
    ),
    'IAM roles': list(
      paginateListRoles({ client: iam }, {}),
      (page) => page.Roles,
      (one) => one.RoleName,
    ),
    'instance profiles': list(
      paginateListInstanceProfiles({ client: iam }, {}),
      (page) => page.InstanceProfiles,
      (one) => one.InstanceProfileName,
    ),
    'KMS keys in use': keysInUse(new KMSClient(config), counts),
    'log groups': list(
      paginateDescribeLogGroups({ client: logs }, {}),
      (page) => page.logGroups,
      (one) => one.logGroupName,
    ),
    'Auto Scaling groups': list(
      paginateDescribeAutoScalingGroups({ client: autoScaling }, {}),
      (page) => page.AutoScalingGroups,
      (one) => one.AutoScalingGroupName,
    ),
    'launch templates': list(
      paginateDescribeLaunchTemplates({ client: ec2 }, {}),
      (page) => page.LaunchTemplates,
      (one) => withStack(one.LaunchTemplateName, one.Tags),
    ),
    'security groups': list(
      paginateDescribeSecurityGroups({ client: ec2 }, {}),
      (page) => page.SecurityGroups,
      (one) => withStack(one.GroupId, one.Tags),
    ),
    'EC2 key pairs': ec2
      .send(new DescribeKeyPairsCommand({}))
      .then(({ KeyPairs = [] }) => KeyPairs.map((one) => one.KeyName)),
    'EC2 instances': list(
      paginateDescribeInstances({ client: ec2 }, {}),
      (page) => page.Reservations?.flatMap(({ Instances = [] }) => Instances),
      (one) =>
        /^(shutting-down|terminated)$/.test(one.State?.Name ?? '')
          ? undefined
          : withStack(one.InstanceId, one.Tags),
    ),
    // With such a tag alone: the emulator keeps those of instances that it has ended.
    'EC2 volumes': list(
      paginateDescribeVolumes({ client: ec2 }, { Filters: [{ Name: 'tag-key', Values: [TAG] }] }),
      (page) => page.Volumes,
      (one) => withStack(one.VolumeId, one.Tags),
    ),
  };
  const taken = Object.entries(kinds).map(async ([kind, names]) => {
    const found = (await names).flatMap((name) => name ?? []).filter(counts);
    return [kind, found.sort()] as const;
  });
  return Object.fromEntries(await Promise.all(taken));
}

async function list<Page, T>(
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => readonly T[] | undefined,
  nameOf: (item: T) => string | undefined,
) {
  return (await onEveryPage(pages, itemsOf)).map(nameOf);
}

function withStack(id: string | undefined, tags: Instance['Tags'] = []): string {
  const stack = tags.find(({ Key }) => Key === TAG)?.Value;
  return stack === undefined ? (id ?? '') : `${id} of ${stack}`;
}

async function keysInUse(kms: KMSClient, counts: Named): Promise<string[]> {
  const keys = await onEveryPage(paginateListKeys({ client: kms }, {}), ({ Keys }) => Keys);
  const ids = keys.flatMap(({ KeyId }) => KeyId ?? []).filter(counts);
  const described = await Promise.all(ids.map((KeyId) => kms.send(new DescribeKeyCommand({ KeyId }))));
  return described.flatMap(({ KeyMetadata }) =>
    KeyMetadata?.KeyState === 'PendingDeletion' ? [] : (KeyMetadata?.KeyId ?? []),
  );
}

/** What is in `after` and was not in `before`, by kind. */
export function added(before: Inventory, after: Inventory): string[] {
  return Object.entries(after).flatMap(([kind, names]) =>
    names.filter((name) => !before[kind]?.includes(name)).map((name) => `${kind}: ${name}`),
  );
}
