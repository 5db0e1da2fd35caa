import {
  CloudFormationClient,
  DescribeStackResourceCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { AT_ONCE, ask } from './call-with-retry.ts';

/** What CloudFormation says of the stack that a function is a part of. Throws an OperatorError when it does not say. */
export interface OwnStack {
  /** The physical id that a resource has now; undefined when it has none. */
  currentId(stackId: string, logicalId: string, signal: AbortSignal): Promise<string | undefined>;
  /** Whether what an operation has changed is being put back; an event does not tell. */
  isRollingBack(stackId: string, signal: AbortSignal): Promise<boolean>;
}

/** The OwnStack that AWS knows. A function in a VPC may have no way to CloudFormation, which must not take its time. */
export function ownStack(): OwnStack {
  const client = new CloudFormationClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 3_000, socketTimeout: 5_000 },
  });
  return {
    async currentId(StackName, LogicalResourceId, abortSignal) {
      const question = new DescribeStackResourceCommand({ StackName, LogicalResourceId });
      const describe = () => client.send(question, { abortSignal });
      const answer = await ask('cloudformation:DescribeStackResource', abortSignal, describe, AT_ONCE);
      return answer.StackResourceDetail?.PhysicalResourceId;
    },
    async isRollingBack(StackName, abortSignal) {
      const describe = () => client.send(new DescribeStacksCommand({ StackName }), { abortSignal });
      const { Stacks } = await ask('cloudformation:DescribeStacks', abortSignal, describe, AT_ONCE);
      return Stacks?.[0]?.StackStatus?.endsWith('ROLLBACK_IN_PROGRESS') ?? false;
    },
  };
}
