import type { EC2Client } from '@aws-sdk/client-ec2';
import type { Account } from '../ports.ts';
import { startAsking } from './ask.ts';
import { ec2Network } from './ec2-network.ts';
import { ec2Types } from './ec2-types.ts';
import { otherServices } from './other-services.ts';
import { s3Bucket } from './s3-bucket.ts';

/** The function's own account and region, for one invocation. */
export function awsAccount(ec2: EC2Client, signal: AbortSignal): Account {
  const { required, optional } = startAsking(signal);
  return {
    ...ec2Network(ec2, required, optional),
    ...ec2Types(ec2, required, optional),
    ...otherServices(optional),
    ...s3Bucket(optional),
  };
}
