import { EC2Client } from '@aws-sdk/client-ec2';
import { customResource } from '../custom-resource/handler.ts';
import { ec2Region } from './ec2-region.ts';
import { preflight } from './preflight.ts';

export const handler = customResource(preflight(ec2Region(new EC2Client())), {
  stackId: process.env.STACK_ID ?? '',
});
