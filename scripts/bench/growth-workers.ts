import { AutoScalingClient, CreateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import {
  CreateKeyPairCommand,
  CreateLaunchTemplateCommand,
  CreateSecurityGroupCommand,
  DescribeSubnetsCommand,
  EC2Client,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import { batches } from '../../functions/aws/batches.ts';
import { autoScalingGroup } from '../../functions/fleet/auto-scaling-group.ts';
import { ec2KeyPairs } from '../../functions/fleet/docker-machine/ec2-key-pairs.ts';
import { ec2SpotRequests } from '../../functions/fleet/docker-machine/ec2-spot-requests.ts';
import { ec2Instances } from '../../functions/fleet/ec2-instances.ts';
import { fleet } from '../../functions/fleet/fleet.ts';
import { startMoto } from '../local/stand-ins/moto.ts';
import { measured, type Point } from './calls.ts';
import { GUID, requestFor, STACK_ID } from './sent.ts';

const SIZES = [1, 10, 100, 1000];
const IMAGE = { ImageId: 'ami-12345678', InstanceType: 'm7i.large' } as const;
type Executor = 'docker-autoscaler' | 'docker+machine';

/** Deletes Custom::WorkerFleet by the real function's parts, over the real SDK, with so many workers in moto. */
export async function teardownOfWorkers(
  executor: Executor,
  progress: (line: string) => void,
): Promise<Point[]> {
  const moto = await startMoto();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const config = { endpoint: moto.endpoint, region: 'eu-central-1', credentials };
  const [ec2, autoScaling] = [new EC2Client(config), new AutoScalingClient(config)];
  const resource = fleet({
    group: (name) => autoScalingGroup(autoScaling, name),
    ...{ instances: ec2Instances(ec2), spotRequests: ec2SpotRequests(ec2), keyPairs: ec2KeyPairs(ec2) },
  });
  const start = executor === 'docker-autoscaler' ? startGroup : startMachines;
  const points: Point[] = [];
  try {
    for (const size of SIZES) {
      progress(`${size} workers of ${executor}`);
      await fetch(`${moto.endpoint}/moto-api/reset`, { method: 'POST' });
      const properties = resource.parse({ Executor: executor, ...(await start(ec2, autoScaling, size)) });
      points.push(await measured(moto.endpoint, size, () => resource.remove(requestFor(properties))));
    }
    return points;
  } finally {
    await moto.stop();
  }
}

async function startGroup(ec2: EC2Client, autoScaling: AutoScalingClient, size: number) {
  const name = 'workers';
  await ec2.send(new CreateLaunchTemplateCommand({ LaunchTemplateName: name, LaunchTemplateData: IMAGE }));
  const { Subnets } = await ec2.send(new DescribeSubnetsCommand({}));
  await autoScaling.send(
    new CreateAutoScalingGroupCommand({
      ...{
        AutoScalingGroupName: name,
        LaunchTemplate: { LaunchTemplateName: name },
        MinSize: 0,
        MaxSize: 1000,
      },
      ...{ DesiredCapacity: size, VPCZoneIdentifier: Subnets?.[0]?.SubnetId },
      NewInstancesProtectedFromScaleIn: true, // as fleeting wants it
    }),
  );
  return { WorkerGroupName: name };
}

/** As docker-machine leaves them: each machine with a key pair of its own. */
async function startMachines(ec2: EC2Client, _: AutoScalingClient, size: number) {
  const named = { GroupName: 'workers', Description: 'workers' };
  const { GroupId = '' } = await ec2.send(new CreateSecurityGroupCommand(named));
  const { Subnets } = await ec2.send(new DescribeSubnetsCommand({}));
  const Tags = [{ Key: 'gitlab-runner-stack', Value: STACK_ID }];
  await ec2.send(
    new RunInstancesCommand({
      ...{
        ...IMAGE,
        MinCount: size,
        MaxCount: size,
        SubnetId: Subnets?.[0]?.SubnetId,
        SecurityGroupIds: [GroupId],
      },
      TagSpecifications: [{ ResourceType: 'instance', Tags }],
    }),
  );
  const names = Array.from({ length: size }, (_, n) => `runner-a-gitlab-runner-${GUID.slice(0, 8)}-1-${n}`);
  for (const batch of batches(names, 10))
    await Promise.all(
      batch.map((KeyName) => ec2.send(new CreateKeyPairCommand({ KeyName, KeyType: 'ed25519' }))),
    );
  return { WorkerSecurityGroupId: GroupId };
}
