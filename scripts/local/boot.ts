import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { EC2Client } from '@aws-sdk/client-ec2';
import { deployedId, deployedUserData } from './machine/deployed.ts';
import { type Ended, type Machine, runOn } from './machine/machine.ts';
import { calls, introduce, place, trust } from './machine/outside.ts';
import { offerDownloads } from './stand-ins/downloads.ts';

const USER_DATA = '/var/lib/cloud/instance/scripts/part-001';
export const STAND_INS = join(import.meta.dirname, 'stand-ins/layer');

export interface BootOptions {
  readonly cloudFormation: CloudFormationClient;
  readonly ec2: EC2Client;
  readonly stackName: string;
  /** The launch template whose user data is played. */
  readonly logicalId?: string;
  /** An existing folder that becomes the manager's /; downloads that `offerDownloads` has put there are left as they are. */
  readonly root: string;
  /** How the stand-ins reach AWS: AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_<SERVICE>, AWS_ACCESS_KEY_ID and the like. */
  readonly outside: Readonly<Record<string, string>>;
  /** The PEM that the certificates of those endpoints are from. */
  readonly authority?: string;
  readonly instanceId?: string;
  readonly signal?: AbortSignal | undefined;
}
export interface Boot extends Ended {
  /** To go on with: `runOn(machine, ['systemctl', 'stop', 'gitlab-runner'])`. */
  readonly machine: Machine;
  /** What the stand-ins were asked, one line a call. */
  readonly calls: readonly string[];
}

/** Plays a manager's first boot as EC2 would: the deployed user data, on a simulated instance, where cfn-init reads the deployed metadata. */
export async function bootManager(options: BootOptions): Promise<Boot> {
  const { cloudFormation, ec2, stackName, root, authority, instanceId = 'i-0123456789abcdef0' } = options;
  const { logicalId = 'ManagerLaunchTemplate' } = options;
  const launchTemplate = await deployedId(cloudFormation, stackName, logicalId);
  place(root, USER_DATA, await deployedUserData(ec2, launchTemplate), 0o700);
  introduce(root, instanceId, await ec2.config.region());
  if (!existsSync(join(root, 'outside/downloads'))) offerDownloads(root);
  const outside = { ...options.outside, ...(authority === undefined ? {} : trust(root, authority)) };
  const machine = { root, outside, standIns: STAND_INS, signal: options.signal };
  const ended = await runOn(machine, [USER_DATA]);
  place(root, '/var/log/cloud-init-output.log', ended.output);
  return { ...ended, machine, calls: calls(root) };
}
