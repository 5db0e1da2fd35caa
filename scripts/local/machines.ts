import { setTimeout as sleep } from 'node:timers/promises';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DescribeLaunchTemplatesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { deployedId } from './machine/deployed.ts';
import { bootOne, type Manager } from './manager.ts';
import { resourceStatus, viewStack } from './stack.ts';
import type { World } from './world.ts';

/** What on AWS happens by itself. */
export interface Machines {
  /** The newest manager. */
  manager(): Manager | undefined;
  /** Returns once the managers that CloudFormation wants are booted, and waiting jobs were run. */
  settled(): Promise<void>;
}

/** In place of what the job would say: no gitlab-runner and no worker have run it. */
const LOG = 'prove: run stand-in\nprove: kernel stand-in\nprove: token stand-in\nprove: plain stand-in\n';

/** Plays what EC2 and gitlab-runner do for the stack while the work goes on: managers boot, and stand-ins run jobs. */
export async function withMachines<T>(
  world: World,
  say: (line: string) => void,
  work: (machines: Machines) => Promise<T>,
): Promise<T> {
  const ends = new AbortController();
  let booted = 0;
  let manager: Manager | undefined;
  const look = async () => {
    // A stack that is just being deleted may lack any part of the response.
    const version = await wantedVersion(world).catch(() => 0);
    if (!ends.signal.aborted && version > booted) {
      say('the stack waits for its manager, whose boot is played now');
      booted = version;
      manager = await bootOne(world, world.stack, ends.signal).catch((error: unknown) => {
        if (ends.signal.aborted) return undefined;
        throw error;
      });
    }
    if (manager) world.gitLab.runJobs(() => LOG);
  };
  let turn = Promise.resolve();
  const settled = () => {
    turn = turn.then(look);
    return turn;
  };
  const watch = async () => {
    for (; !ends.signal.aborted; await sleep(500)) await settled();
  };
  // Instances end with the stack.
  const worked = work({ manager: () => manager, settled }).finally(() => ends.abort());
  await Promise.all([worked, watch()]);
  return worked;
}

/** The version of the launch template that a manager is to be of by now; 0 for none. */
async function wantedVersion({ aws, stack }: World): Promise<number> {
  const client = new CloudFormationClient(aws);
  const isAwaited = (await resourceStatus(client, stack, 'ManagerReady')) === 'CREATE_IN_PROGRESS';
  const { status } = await viewStack(client, stack).catch(() => ({ status: 'GONE' }));
  if (!isAwaited && status !== 'UPDATE_COMPLETE') return 0;
  const LaunchTemplateIds = [await deployedId(client, stack, 'ManagerLaunchTemplate')];
  const { LaunchTemplates = [] } = await new EC2Client(aws).send(
    new DescribeLaunchTemplatesCommand({ LaunchTemplateIds }),
  );
  return LaunchTemplates[0]?.LatestVersionNumber ?? 0;
}
