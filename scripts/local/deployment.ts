import { setTimeout as sleep } from 'node:timers/promises';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { overrides } from './sam.ts';
import { failureReasons, resourceStatus, type StackView, viewStack } from './stack.ts';
import type { World } from './world.ts';

export const STACK = 'gitlab-runner';

export interface Deployment extends StackView {
  /** Why something failed, newest first. */
  readonly reasons: readonly string[];
}

/**
 * `sam deploy` with these parameters; while the stack waits for its manager, `boot` plays it.
 * A stack that failed is a result, too: its status tells.
 */
export async function deploy(
  { sam, aws }: World,
  parameters: Readonly<Record<string, string>>,
  boot: () => Promise<void>,
): Promise<Deployment> {
  const client = new CloudFormationClient(aws);
  let over = false;
  const deployed = sam
    .run(
      'deploy',
      '--no-confirm-changeset',
      '--stack-name',
      STACK,
      '--parameter-overrides',
      ...overrides(parameters),
    )
    .finally(() => {
      over = true;
    });
  await Promise.all([deployed, bootWhenAwaited(client, () => over, boot)]);
  return { ...(await viewStack(client, STACK)), reasons: await failureReasons(client, STACK) };
}

async function bootWhenAwaited(client: CloudFormationClient, over: () => boolean, boot: () => Promise<void>) {
  while (!over()) {
    if ((await resourceStatus(client, STACK, 'ManagerReady')) === 'CREATE_IN_PROGRESS') return boot();
    await sleep(250);
  }
}
