import { EC2Client } from '@aws-sdk/client-ec2';
import { customResource } from '../custom-resource/handler.ts';
import { awsAccount } from './aws/account.ts';
import { preflight } from './preflight.ts';

const ec2 = new EC2Client();

export const handler = customResource(
  preflight({ account: (signal, retryFor) => awsAccount(ec2, signal, retryFor) }),
);
