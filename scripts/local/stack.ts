import {
  type CloudFormationClient,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';

/** What CloudFormation tells of a stack to anyone who may describe it. */
export interface StackView {
  /** Its ARN. */
  readonly id: string;
  readonly status: string;
  readonly outputs: Readonly<Record<string, string>>;
}

export async function viewStack(client: CloudFormationClient, StackName: string): Promise<StackView> {
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }));
  const [{ StackId: id = '', StackStatus: status = 'GONE', Outputs = [] } = {}] = Stacks;
  const outputs = Outputs.map(({ OutputKey: key = '', OutputValue: value = '' }) => [key, value]);
  return { id, status, outputs: Object.fromEntries(outputs) };
}

/** The newest status of one resource in the stack's events, or undefined as long as there is none. */
export async function resourceStatus(
  client: CloudFormationClient,
  StackName: string,
  logicalId: string,
): Promise<string | undefined> {
  try {
    const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName }));
    return StackEvents.find(({ LogicalResourceId }) => LogicalResourceId === logicalId)?.ResourceStatus;
  } catch {
    return undefined;
  }
}

/** The reasons of what failed, newest first. */
export async function failureReasons(client: CloudFormationClient, StackName: string): Promise<string[]> {
  const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName }));
  return StackEvents.filter(({ ResourceStatus }) => ResourceStatus?.endsWith('_FAILED')).map(
    ({ LogicalResourceId, ResourceStatusReason }) => `${LogicalResourceId}: ${ResourceStatusReason}`,
  );
}
