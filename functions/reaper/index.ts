import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { EC2Client } from '@aws-sdk/client-ec2';
import { autoScalingGroup } from '../fleet/auto-scaling-group.ts';
import { ec2Instances } from '../fleet/ec2-instances.ts';
import { readSettings } from './environment.ts';
import { reaper } from './reaper.ts';

/** Runs each quarter of an hour, for docker-machine only. */
export const handler = reaper(readSettings(process.env), {
  group: (name) => autoScalingGroup(new AutoScalingClient(), name),
  instances: ec2Instances(new EC2Client()),
  now: () => new Date(),
  // Without the prefix that console.log has in Lambda: CloudWatch reads a metric from a line that is JSON alone.
  log: (entry) => process.stdout.write(`${JSON.stringify(entry)}\n`),
});
