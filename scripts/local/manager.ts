import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { EC2Client } from '@aws-sdk/client-ec2';
import { type Boot, bootManager } from './boot.ts';
import { STACK } from './deployment.ts';
import { deployedId } from './machine/deployed.ts';
import { type Ended, runOn } from './machine/machine.ts';
import type { World } from './world.ts';

/** A manager that was booted, and the folder that was its `/`. */
export interface Manager extends Boot {
  readonly root: string;
}

let booted = 0;

/** Launches an instance in the manager's group, as Auto Scaling would, and plays its boot. */
export async function bootOne(world: World, stackName = STACK, signal?: AbortSignal): Promise<Manager> {
  const { aws, folder, environment } = world;
  const root = join(folder, `manager-${++booted}`);
  mkdirSync(root);
  const cloudFormation = new CloudFormationClient(aws);
  const outside = Object.fromEntries(
    Object.entries(environment).filter(([name]) => /^(AWS|WORKER)_/.test(name)),
  );
  const boot = await bootManager({
    cloudFormation,
    ec2: new EC2Client(aws),
    stackName,
    signal,
    root,
    outside,
    authority: readFileSync(world.authority, 'utf8'),
    instanceId: await launch(
      new AutoScalingClient(aws),
      await deployedId(cloudFormation, stackName, 'ManagerGroup'),
    ),
  });
  return { ...boot, root };
}

/** A group of one: the instance before goes as the next one comes. */
async function launch(client: AutoScalingClient, AutoScalingGroupName: string): Promise<string> {
  for (const DesiredCapacity of [0, 1])
    await client.send(new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity }));
  const names = { AutoScalingGroupNames: [AutoScalingGroupName] };
  const { AutoScalingGroups = [] } = await client.send(new DescribeAutoScalingGroupsCommand(names));
  return AutoScalingGroups[0]?.Instances?.[0]?.InstanceId ?? '';
}

/** Lets cfn-hup look once for an update, as its service does every minute. */
export const lookForUpdate = ({ machine }: Manager): Promise<Ended> =>
  runOn(machine, ['/opt/aws/bin/cfn-hup', '--no-daemon']);

/** A file on the manager and its mode, as `600`. */
export function fileOn({ root }: Manager, path: string): { text: string; mode: string } {
  const file = join(root, path);
  return { text: readFileSync(file, 'utf8'), mode: (statSync(file).mode & 0o777).toString(8) };
}
