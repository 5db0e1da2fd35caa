import { AutoScalingClient, SetDesiredCapacityCommand } from '@aws-sdk/client-auto-scaling';
import { EC2Client, ImportKeyPairCommand, RunInstancesCommand } from '@aws-sdk/client-ec2';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { StackView } from './stack.ts';
import type { World } from './world.ts';

const CACHED_OBJECTS = 25;

/** Starts workers as the manager would, and fills the cache as their jobs would: what a delete must end and empty. */
export async function startWork({ aws }: World, stack: StackView, workers: number): Promise<void> {
  const { WorkerGroupName, CacheBucketName = '' } = stack.outputs;
  await Promise.all([
    WorkerGroupName
      ? scaleOut(new AutoScalingClient(aws), WorkerGroupName, workers)
      : createMachines(new EC2Client(aws), stack, workers),
    fillCache(new S3Client({ ...aws, forcePathStyle: true }), CacheBucketName),
  ]);
}

async function scaleOut(client: AutoScalingClient, AutoScalingGroupName: string, DesiredCapacity: number) {
  await client.send(new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity }));
}

/** As docker-machine does; every second one stays untagged, as a spot worker whose tagging failed. */
async function createMachines(client: EC2Client, { id, outputs }: StackView, workers: number) {
  const part = `gitlab-runner-${id.split('/')[2]?.split('-')[0]}-`;
  const SecurityGroupIds = [outputs.WorkerSecurityGroupId ?? ''];
  for (let index = 0; index < workers; index++) {
    const KeyName = `runner-marked000-${part}${index}`;
    await client.send(new ImportKeyPairCommand({ KeyName, PublicKeyMaterial: Buffer.from('ssh-rsa AAAA') }));
    const Tags = [{ Key: 'gitlab-runner-stack', Value: id }];
    await client.send(
      new RunInstancesCommand({
        ...{ MinCount: 1, MaxCount: 1, ImageId: 'ami-00000000', KeyName, SecurityGroupIds },
        ...(index % 2 === 0 && { TagSpecifications: [{ ResourceType: 'instance', Tags }] }),
      }),
    );
  }
}

async function fillCache(client: S3Client, Bucket: string) {
  const objects = Array.from({ length: CACHED_OBJECTS }, (_, index) => `project/7/cache-${index}.zip`);
  await Promise.all(objects.map((Key) => client.send(new PutObjectCommand({ Bucket, Key, Body: 'cached' }))));
}
