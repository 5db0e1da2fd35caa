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
  const profiles = paginateListInstanceProfiles({ client: iam }, {});
  const groups = paginateDescribeAutoScalingGroups({ client: autoScaling }, {});
  const templates = paginateDescribeLaunchTemplates({ client: ec2 }, {});
  // With such a tag alone: the emulator keeps the volumes of instances that it has ended.
  const tagged = { Filters: [{ Name: 'tag-key', Values: [TAG] }] };
  const kinds: Readonly<Record<string, Promise<readonly string[]>>> = {
    'SSM parameters': list(paginateDescribeParameters({ client: ssm }, {}), 'Parameters', 'Name'),
    'S3 buckets': list(paginateListBuckets({ client: s3 }, {}), 'Buckets', 'Name'),
    'Lambda functions': list(paginateListFunctions({ client: lambda }, {}), 'Functions', 'FunctionName'),
    'IAM roles': list(paginateListRoles({ client: iam }, {}), 'Roles', 'RoleName'),
    'instance profiles': list(profiles, 'InstanceProfiles', 'InstanceProfileName'),
    'KMS keys in use': keysInUse(new KMSClient(config), counts),
    'log groups': list(paginateDescribeLogGroups({ client: logs }, {}), 'logGroups', 'logGroupName'),
    'Auto Scaling groups': list(groups, 'AutoScalingGroups', 'AutoScalingGroupName'),
    'launch templates': list(templates, 'LaunchTemplates', 'LaunchTemplateName'),
    'security groups': list(paginateDescribeSecurityGroups({ client: ec2 }, {}), 'SecurityGroups', 'GroupId'),
    'EC2 key pairs': list(keyPairs(ec2), 'KeyPairs', 'KeyName'),
    'EC2 instances': list(instances(ec2), 'Instances', 'InstanceId'),
    'EC2 volumes': list(paginateDescribeVolumes({ client: ec2 }, tagged), 'Volumes', 'VolumeId'),
  };
  const taken = Object.entries(kinds).map(async ([kind, names]) => {
    return [kind, (await names).filter(counts).sort()] as const;
  });
  return Object.fromEntries(await Promise.all(taken));
}

type Item<Name extends string> = { readonly [name in Name]?: string | undefined } & Pick<Instance, 'Tags'>;

/** The items' names, each with the stack of its tag beside it. */
async function list<Items extends string, Name extends string>(
  pages: AsyncIterable<{ readonly [items in Items]?: ReadonlyArray<Item<Name>> | undefined }>,
  items: Items,
  name: Name,
): Promise<string[]> {
  const all = await onEveryPage(pages, (page) => page[items]);
  return all.flatMap(({ [name]: id, Tags = [] }) => {
    const stack = Tags.find(({ Key }) => Key === TAG)?.Value;
    return stack === undefined ? (id ?? []) : `${id} of ${stack}`;
  });
}

async function* keyPairs(ec2: EC2Client) {
  yield await ec2.send(new DescribeKeyPairsCommand({}));
}

async function* instances(ec2: EC2Client) {
  for await (const { Reservations = [] } of paginateDescribeInstances({ client: ec2 }, {})) {
    const all = Reservations.flatMap(({ Instances = [] }) => Instances);
    yield { Instances: all.filter(({ State }) => !/^(shutting-down|terminated)$/.test(State?.Name ?? '')) };
  }
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
