import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EC2Client } from '@aws-sdk/client-ec2';
import { SNSClient } from '@aws-sdk/client-sns';
import { SSMClient } from '@aws-sdk/client-ssm';
import { CommandError } from '../../lib/command-error.ts';
import { type Seen, Unseen } from '../facts.ts';
import { refusalOf } from './refusal.ts';

/** IAM's prefixes, where they are not the client's name in lower case. */
const PREFIXES: Readonly<Record<string, string>> = { cloudwatchlogs: 'logs' };
/** In milliseconds: somebody waits for the screen. */
const PATIENCE = { connectionTimeout: 5_000, requestTimeout: 15_000, throwOnRequestTimeout: true };

export type Clients = ReturnType<typeof openClients>;

/** The SDK's clients on the user's own credentials; an error of theirs is a sentence that names the right. */
export function openClients(region: string | undefined) {
  const config = { ...(region && { region }), maxAttempts: 3, requestHandler: PATIENCE };
  return {
    autoScaling: telling(new AutoScalingClient(config)),
    cloudFormation: telling(new CloudFormationClient(config)),
    cloudWatch: telling(new CloudWatchClient(config)),
    ec2: telling(new EC2Client(config)),
    logs: telling(new CloudWatchLogsClient(config)),
    sns: telling(new SNSClient(config)),
    ssm: telling(new SSMClient(config)),
  };
}

type Client = Pick<CloudFormationClient, 'middlewareStack' | 'config'>;

function telling<T extends object>(client: T): T {
  const { middlewareStack, config } = client as unknown as Client;
  middlewareStack.add(
    (next, { clientName = '', commandName = '' }) =>
      async (args) => {
        try {
          return await next(args);
        } catch (error) {
          const service = clientName.replace(/Client$/, '').toLowerCase();
          const right = `${PREFIXES[service] ?? service}:${commandName.replace(/Command$/, '')}`;
          throw refusalOf(right, String(await config.region().catch(() => 'no region')), error);
        }
      },
    { step: 'initialize', priority: 'high' },
  );
  return client;
}

/** A part that may be refused without the rest: then its sentence stands in its place. */
export async function see<T>(part: Promise<T>): Promise<Seen<T>> {
  try {
    return await part;
  } catch (error) {
    if (error instanceof CommandError) return new Unseen(error.message);
    throw error;
  }
}
