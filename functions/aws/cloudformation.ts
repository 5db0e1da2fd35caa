import {
  CloudFormationClient,
  DescribeStackResourceCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';

// A function in a VPC may have no route to CloudFormation, which must not take its time.
const client = () =>
  new CloudFormationClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 3_000, socketTimeout: 5_000 },
  });

export const describeResource = (StackName: string, LogicalResourceId: string, abortSignal: AbortSignal) =>
  client().send(new DescribeStackResourceCommand({ StackName, LogicalResourceId }), { abortSignal });

export const describeStack = (StackName: string, abortSignal: AbortSignal) =>
  client().send(new DescribeStacksCommand({ StackName }), { abortSignal });
