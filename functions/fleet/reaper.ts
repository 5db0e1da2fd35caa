import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { EC2Client } from '@aws-sdk/client-ec2';
import { autoScalingGroup } from './auto-scaling-group.ts';
import { ec2Instances } from './ec2-instances.ts';
import { reaper } from './reap.ts';
import { readSettings } from './settings.ts';

/** Runs each quarter of an hour, for docker-machine only. */
export const reap = reaper(readSettings(process.env), {
  group: (name) => autoScalingGroup(new AutoScalingClient(), name),
  instances: ec2Instances(new EC2Client()),
  now: () => new Date(),
  // Without the prefix that console.log has in Lambda: CloudWatch reads a metric from a line that is JSON alone.
  log: (entry) => process.stdout.write(`${JSON.stringify(entry)}\n`),
});
