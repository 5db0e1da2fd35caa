import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudFormationClient, DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { plainTemplate } from '../../../scripts/build/plain.ts';
import { PROJECT } from '../../../scripts/lib/project.ts';
import { STACK } from '../../../scripts/local/deployment.ts';
import { viewStack } from '../../../scripts/local/stack.ts';
import { REGION, type World } from '../../../scripts/local/world.ts';
import { addressOf } from '../../../scripts/release/announcement.ts';
import { keyOf, publish } from '../../../scripts/release/publish.ts';

/** Where templates lie before a stack is made of them; it stays, as SAM's own bucket does. */
export const BUCKET = 'templates';

/** The file that was built. */
export const builtFile = ({ folder }: World): string => join(folder, 'gitlab-runner.yaml');

/** Builds the plain template, and a bucket for it. */
export async function buildTemplate(world: World): Promise<void> {
  const { text } = await plainTemplate(join(PROJECT, 'template', 'gitlab-runner.yaml'));
  writeFileSync(builtFile(world), text);
  const CreateBucketConfiguration = { LocationConstraint: REGION } as const;
  await s3Of(world).send(new CreateBucketCommand({ Bucket: BUCKET, CreateBucketConfiguration }));
}

/** Builds the plain template and releases it. */
export async function releaseTemplate(world: World): Promise<void> {
  await buildTemplate(world);
  await publish(s3Of(world), release(world));
}

/** Where it was released to. */
export const releasedUrl = (world: World): string =>
  addressOf(REGION, BUCKET, keyOf(release(world), 'latest', 'gitlab-runner.yaml'));

function release(world: World) {
  const file = {
    name: 'gitlab-runner.yaml',
    contentType: 'application/yaml',
    body: readFileSync(builtFile(world)),
  };
  return { bucket: BUCKET, prefix: 'gitlab-runner-stack', version: '0.0.0', files: [file] };
}

const s3Of = ({ aws }: World) => new S3Client({ ...aws, forcePathStyle: true });

/** Deletes the stack, as the console does, and returns whether that succeeded. */
export async function deleteStack({ aws }: World): Promise<boolean> {
  const client = new CloudFormationClient(aws);
  const { id } = await viewStack(client, STACK);
  await client.send(new DeleteStackCommand({ StackName: STACK }));
  return (await settled(client, id)) === 'DELETE_COMPLETE';
}

/** The status of a stack once nothing happens to it any more. */
export async function settled(client: CloudFormationClient, stack: string): Promise<string> {
  for (;;) {
    const { status } = await viewStack(client, stack);
    if (!status.endsWith('_IN_PROGRESS')) return status;
    await sleep(250);
  }
}
