import type { RequestListener } from 'node:http';
import { EC2Client } from '@aws-sdk/client-ec2';
import { vi } from 'vitest';
import { awsAccount } from '../../functions/preflight/aws/account.ts';
import type { Account } from '../../functions/preflight/ports.ts';
import { serve } from '../../scripts/lib/serve.ts';

/** Sends the SDK, whose clients the function makes by itself, to an endpoint. */
export function sendSdkTo(endpoint: string): void {
  vi.stubEnv('AWS_ENDPOINT_URL', endpoint);
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
}

/** The account; what may pass is waited for so many milliseconds. */
export function accountOf(patience?: number, signal = new AbortController().signal): Account {
  return awsAccount(new EC2Client(), signal, patience);
}

/** A plain HTTP server that answers what no emulator does, in AWS's own form; the SDK is sent to it. */
export async function answeringAws(listener: RequestListener): Promise<Disposable> {
  const { url, stop } = await serve(listener);
  sendSdkTo(url);
  return { [Symbol.dispose]: stop };
}
