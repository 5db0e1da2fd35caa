import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { STACK } from '../../scripts/local/deployment.ts';
import { bootOne } from '../../scripts/local/manager.ts';
import type { World } from '../../scripts/local/world.ts';
import type { Ran } from '../support/clone.ts';
import { bootWhile } from './channels/boot-while.ts';

/** Plays the stack's first manager while a deployment waits for it. One that fails takes its manager along. */
export async function withManager(
  world: World,
  client: CloudFormationClient,
  deployment: Promise<Ran>,
): Promise<Ran> {
  const ends = new AbortController();
  const deployed = deployment.then((ran) => {
    if (ran.status !== 0) ends.abort();
    return ran;
  });
  await bootWhile(
    client,
    deployed,
    async () => [STACK],
    (stack) =>
      bootOne(world, stack, ends.signal).then(
        () => undefined,
        (error: unknown) => {
          if (!ends.signal.aborted) throw error;
        },
      ),
  );
  return deployed;
}
