import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { type Deployment, STACK } from '../../../scripts/local/deployment.ts';
import { failureReasons, viewStack } from '../../../scripts/local/stack.ts';
import type { World } from '../../../scripts/local/world.ts';
import { aws } from './aws-cli.ts';
import { bootWhile } from './boot-while.ts';
import { BUCKET, builtFile } from './template.ts';

/** `aws cloudformation deploy` of the built file, which is too long to go without a bucket. */
export async function deployTemplate(
  world: World,
  parameters: Readonly<Record<string, string>>,
  boot: () => Promise<void>,
): Promise<Deployment> {
  const client = new CloudFormationClient(world.aws);
  const work = cloudFormationDeploy(world, builtFile(world), parameters);
  await bootWhile(client, work, async () => [STACK], boot);
  return { ...(await viewStack(client, STACK)), reasons: await failureReasons(client, STACK) };
}

/** With no more than CAPABILITY_IAM. */
export function cloudFormationDeploy(
  world: World,
  file: string,
  parameters: Readonly<Record<string, string>>,
): Promise<number> {
  const overrides = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  return aws(
    world,
    ...['cloudformation', 'deploy', '--stack-name', STACK, '--template-file', file, '--s3-bucket', BUCKET],
    ...['--capabilities', 'CAPABILITY_IAM', '--parameter-overrides', ...overrides],
  );
}
