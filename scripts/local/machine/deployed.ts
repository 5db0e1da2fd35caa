import { type CloudFormationClient, DescribeStackResourceCommand } from '@aws-sdk/client-cloudformation';
import { DescribeLaunchTemplateVersionsCommand, type EC2Client } from '@aws-sdk/client-ec2';

/** The physical id of a resource that is deployed now. */
export async function deployedId(client: CloudFormationClient, stackName: string, logicalId: string) {
  const question = { StackName: stackName, LogicalResourceId: logicalId };
  const { StackResourceDetail } = await client.send(new DescribeStackResourceCommand(question));
  const id = StackResourceDetail?.PhysicalResourceId;
  if (!id) throw new Error(`${stackName} has no ${logicalId}.`);
  return id;
}

/** The user data of a launch template's latest version. */
export async function deployedUserData(client: EC2Client, launchTemplateId: string): Promise<string> {
  const question = { LaunchTemplateId: launchTemplateId, Versions: ['$Latest'] };
  const { LaunchTemplateVersions } = await client.send(new DescribeLaunchTemplateVersionsCommand(question));
  const encoded = LaunchTemplateVersions?.[0]?.LaunchTemplateData?.UserData;
  if (!encoded) throw new Error(`The launch template ${launchTemplateId} has no user data.`);
  return Buffer.from(encoded, 'base64').toString();
}
