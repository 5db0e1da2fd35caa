import type { EC2Client } from '@aws-sdk/client-ec2';
import { ask } from '../../aws/call-with-retry.ts';
import type { Account } from '../ports.ts';
import type { Ask } from './ask.ts';
import { ec2Network } from './ec2-network.ts';
import { ec2Types } from './ec2-types.ts';
import { otherServices } from './other-services.ts';
import { s3Bucket } from './s3-bucket.ts';

// From inside a VPC without a way to a service, a call hangs for as long as it is let; the SDK sets no limit.
const LONGEST_CALL = 15_000;

/** The function's own account and region, for one invocation that waits so many milliseconds for what may pass. */
export function awsAccount(ec2: EC2Client, signal: AbortSignal, retryFor?: number): Account {
  const asking: Ask = (action, call) =>
    ask(action, signal, () => call(AbortSignal.any([signal, AbortSignal.timeout(LONGEST_CALL)])), retryFor);
  return {
    ...ec2Network(ec2, asking),
    ...ec2Types(ec2, asking),
    ...otherServices(asking),
    ...s3Bucket(asking),
  };
}
