import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { SSMClient } from '@aws-sdk/client-ssm';
import * as cloudFormation from '../aws/cloudformation.ts';
import { ownStack } from '../aws/own-stack.ts';
import { customResource } from '../custom-resource/handler.ts';
import { parseTags } from '../shared/tags.ts';
import { parameterStore } from './aws/parameter-store.ts';
import { sourceReader } from './aws/read-source.ts';
import { gitLabClient } from './gitlab/client.ts';
import type { Clock } from './ports.ts';
import { runnerRegistration } from './registration.ts';

const clock: Clock = {
  now: Date.now,
  sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
};
// The SDK waits forever for a response unless it is told not to; a write that was lost is made again.
const ssm = new SSMClient({
  maxAttempts: 6,
  requestHandler: { connectionTimeout: 3_000, socketTimeout: 5_000 },
});

export const handler = customResource(
  runnerRegistration({
    // In the environment and not in an event, whose properties may be unreadable when a note is to be left.
    store: parameterStore(ssm, parseTags(process.env.RESOURCE_TAGS ?? '')),
    readSource: sourceReader(ssm),
    connect: (address) => gitLabClient(address, clock),
    clock,
    nonce: randomUUID,
  }),
  { ownStack: ownStack(() => cloudFormation) },
);
