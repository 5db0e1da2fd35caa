import { type CloudFormationClient, DescribeStackResourceCommand } from '@aws-sdk/client-cloudformation';
import { DescribeLaunchTemplateVersionsCommand, type EC2Client } from '@aws-sdk/client-ec2';

/** A resource as it is deployed now: its physical id and its metadata. */
export async function deployedResource(client: CloudFormationClient, stackName: string, logicalId: string) {
  const question = { StackName: stackName, LogicalResourceId: logicalId };
  const { StackResourceDetail } = await client.send(new DescribeStackResourceCommand(question));
  const { Metadata, PhysicalResourceId } = StackResourceDetail ?? {};
  if (!Metadata || !PhysicalResourceId) throw new Error(`${logicalId} of ${stackName} has no metadata.`);
  return { physicalId: PhysicalResourceId, metadata: JSON.parse(Metadata) as unknown };
}

/** The user data of a launch template's latest version. */
export async function deployedUserData(client: EC2Client, launchTemplateId: string): Promise<string> {
  const question = { LaunchTemplateId: launchTemplateId, Versions: ['$Latest'] };
  const { LaunchTemplateVersions } = await client.send(new DescribeLaunchTemplateVersionsCommand(question));
  const encoded = LaunchTemplateVersions?.[0]?.LaunchTemplateData?.UserData;
  if (!encoded) throw new Error(`The launch template ${launchTemplateId} has no user data.`);
  return Buffer.from(encoded, 'base64').toString();
}
