import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { overrides, type Sam } from './sam.ts';
import { failureReasons, type StackView, viewStack } from './stack.ts';

export const STACK = 'gitlab-runner';

/** Where a stack is deployed with the SAM CLI: here onto an emulator, or onto a real account. */
export interface Place {
  readonly sam: Sam;
  /** What SDK clients are made with. */
  readonly aws: object;
  /** The stack's name. */
  readonly stack: string;
  /** What else `sam deploy` is told. */
  readonly deployOptions: readonly string[];
  /** The file with what SAM said. */
  readonly output: string;
}

export interface Deployment extends StackView {
  /** Why something failed, newest first. */
  readonly reasons: readonly string[];
}

/**
 * `sam deploy` with these parameters.
 * A stack that failed is a result, too: its status tells.
 */
export async function deploy(
  { sam, aws, stack, deployOptions }: Place,
  parameters: Readonly<Record<string, string>>,
): Promise<Deployment> {
  const client = new CloudFormationClient(aws);
  await sam.run(
    'deploy',
    '--no-confirm-changeset',
    '--stack-name',
    stack,
    ...deployOptions,
    '--parameter-overrides',
    ...overrides(parameters),
  );
  return { ...(await viewStack(client, stack)), reasons: await failureReasons(client, stack) };
}
