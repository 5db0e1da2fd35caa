import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ownStack } from '../aws/own-stack.ts';
import { customResource } from '../custom-resource/handler.ts';
import { autoScalingGroup } from './auto-scaling-group.ts';
import { ec2KeyPairs } from './docker-machine/ec2-key-pairs.ts';
import { ec2SpotRequests } from './docker-machine/ec2-spot-requests.ts';
import { ec2Instances } from './ec2-instances.ts';
import { fleet } from './fleet.ts';

const ec2 = new EC2Client();
const autoScaling = new AutoScalingClient();

export const handler = customResource(
  fleet({
    group: (name) => autoScalingGroup(autoScaling, name),
    instances: ec2Instances(ec2),
    spotRequests: ec2SpotRequests(ec2),
    keyPairs: ec2KeyPairs(ec2),
  }),
  { ownStack: ownStack(() => import('../aws/cloudformation.ts')) },
);
