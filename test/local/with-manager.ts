import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { STACK } from '../../scripts/local/deployment.ts';
import { bootOne } from '../../scripts/local/manager.ts';
import type { World } from '../../scripts/local/world.ts';
import { bootWhile } from './channels/boot-while.ts';

/** Plays the stack's first manager while a deployment waits for it. */
export async function withManager<T>(
  world: World,
  client: CloudFormationClient,
  deployment: Promise<T>,
): Promise<T> {
  await bootWhile(
    client,
    deployment,
    async () => [STACK],
    async (stack) => void (await bootOne(world, stack)),
  );
  return deployment;
}
