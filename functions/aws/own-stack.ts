import { AT_ONCE, ask } from './call-with-retry.ts';

/** What CloudFormation says of the stack that a function is a part of. Throws an OperatorError when it does not say. */
export interface OwnStack {
  /** The physical id that a resource has now; undefined when it has none. */
  currentId(stackId: string, logicalId: string, signal: AbortSignal): Promise<string | undefined>;
  /** Whether what an operation has changed is being put back; an event does not tell. */
  isRollingBack(stackId: string, signal: AbortSignal): Promise<boolean>;
}

type CloudFormation = typeof import('./cloudformation.ts');

/**
 * The OwnStack that AWS knows. Few events need it: a function that has the SDK of the runtime loads the client then. One
 * that is bundled with it has it from its start, since esbuild leaves less out of what is imported later.
 */
export function ownStack(load: () => CloudFormation | Promise<CloudFormation>): OwnStack {
  return {
    async currentId(stackId, logicalId, signal) {
      const { describeResource } = await load();
      const describe = () => describeResource(stackId, logicalId, signal);
      const response = await ask('cloudformation:DescribeStackResource', signal, describe, AT_ONCE);
      return response.StackResourceDetail?.PhysicalResourceId;
    },
    async isRollingBack(stackId, signal) {
      const { describeStack } = await load();
      const describe = () => describeStack(stackId, signal);
      const { Stacks } = await ask('cloudformation:DescribeStacks', signal, describe, AT_ONCE);
      return Stacks?.[0]?.StackStatus?.endsWith('ROLLBACK_IN_PROGRESS') ?? false;
    },
  };
}
