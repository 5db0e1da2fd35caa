import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CloudFormationClient,
  DescribeStackEventsCommand,
  DescribeStackResourceCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeLaunchTemplatesCommand,
  DescribeLaunchTemplateVersionsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { DescribeParametersCommand, GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { World } from './world.ts';

/** Where a manager may hold the token: in memory. */
const IN_MEMORY = /\/run\/gitlab-runner\//;

/** The places, of all that a run wrote and AWS shows, in which one of the secrets stands. */
export async function placesWith(secrets: readonly string[], world: World): Promise<string[]> {
  const texts = await everythingWritten(world);
  return Object.entries(texts)
    .filter(([place, text]) => !IN_MEMORY.test(place) && secrets.some((secret) => text.includes(secret)))
    .map(([place]) => place);
}

async function everythingWritten({ aws, folder, stack }: World): Promise<Record<string, string>> {
  const shown = await everythingShown(new CloudFormationClient(aws), stack);
  return {
    'the stack, its resources’ metadata and its events': shown,
    'the functions’ logs': await logs(new CloudWatchLogsClient(aws)),
    'user data': await userData(new EC2Client(aws)),
    'plain SSM parameters': await plainParameters(new SSMClient(aws)),
    ...filesBelow(folder),
  };
}

async function logs(client: CloudWatchLogsClient): Promise<string> {
  const { logGroups = [] } = await client.send(new DescribeLogGroupsCommand({}));
  const all = logGroups.map(({ logGroupName }) => client.send(new FilterLogEventsCommand({ logGroupName })));
  return JSON.stringify(await Promise.all(all));
}

async function userData(client: EC2Client): Promise<string> {
  const { LaunchTemplates = [] } = await client.send(new DescribeLaunchTemplatesCommand({}));
  const all = LaunchTemplates.map(({ LaunchTemplateId }) =>
    client.send(new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId })),
  );
  return (await Promise.all(all))
    .flatMap(({ LaunchTemplateVersions = [] }) => LaunchTemplateVersions)
    .map(({ LaunchTemplateData }) => Buffer.from(LaunchTemplateData?.UserData ?? '', 'base64').toString())
    .join('\n');
}

async function plainParameters(client: SSMClient): Promise<string> {
  const { Parameters = [] } = await client.send(new DescribeParametersCommand({}));
  const plain = Parameters.filter(({ Type }) => Type === 'String');
  const values = plain.map(({ Name }) => client.send(new GetParameterCommand({ Name })));
  return JSON.stringify(await Promise.all(values));
}

function filesBelow(folder: string): Record<string, string> {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = all.flatMap((one) => (one.isFile() ? join(one.parentPath, one.name) : []));
  return Object.fromEntries(paths.map((path) => [path, readFileSync(path, 'utf8')]));
}

/** Everything that CloudFormation shows of a stack, as one text, to look for secrets in. */
export async function everythingShown(client: CloudFormationClient, StackName: string): Promise<string> {
  const { StackResources = [] } = await client.send(new DescribeStackResourcesCommand({ StackName }));
  const all = StackResources.map(({ LogicalResourceId }) =>
    client.send(new DescribeStackResourceCommand({ StackName, LogicalResourceId })),
  );
  const stacks = await client.send(new DescribeStacksCommand({ StackName }));
  const events = await client.send(new DescribeStackEventsCommand({ StackName }));
  return JSON.stringify([await Promise.all(all), stacks, events]);
}
