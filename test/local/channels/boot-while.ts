import { setTimeout as sleep } from 'node:timers/promises';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { resourceStatus } from '../../../scripts/local/stack.ts';

/**
 * While the work goes on, boots the manager of each stack that waits for its first one.
 *
 * @param stacks the names of the stacks that there are by now
 * @throws what the work throws, or the boot
 */
export async function bootWhile(
  client: CloudFormationClient,
  work: Promise<unknown>,
  stacks: () => Promise<readonly string[]>,
  boot: (stack: string) => Promise<void>,
): Promise<void> {
  let over = false;
  const booted = new Set<string>();
  const watch = async () => {
    for (; !over; await sleep(250))
      for (const stack of await stacks())
        if (!booted.has(stack) && (await isAwaited(client, stack))) {
          booted.add(stack);
          await boot(stack);
        }
  };
  const worked = work.finally(() => {
    over = true;
  });
  await Promise.all([worked, watch()]);
}

const isAwaited = async (client: CloudFormationClient, stack: string) =>
  (await resourceStatus(client, stack, 'ManagerReady')) === 'CREATE_IN_PROGRESS';
