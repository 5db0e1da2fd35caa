import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { CommandError } from '../../lib/command-error.ts';
import { NPM } from '../environment/paths.ts';
import type { Packaged } from './packaged.ts';
import type { ResponseUrl } from './response-urls.ts';
import type { Measurable } from './rounds.ts';
import type { Stage } from './stage.ts';

/** A function among those that are compared. */
export interface Subject extends Measurable, Packaged {
  readonly whose: 'floor' | 'this stack' | 'peer';
  /** What it does of the work of a registration. */
  readonly work: string;
  /** MiB that this stack's template gives a function; for a peer, what its like has here. */
  readonly memory: number;
}

export const STACK_ID =
  'arn:aws:cloudformation:eu-central-1:123456789012:stack/ci/11111111-2222-3333-4444-555555555555';

/** How Lambda's own Node.js runtime starts a handler. */
export const nodeProgram = (handler: string) => ({
  command: process.execPath,
  arguments: [join(NPM, 'node_modules/aws-lambda-ric/index.mjs')],
  handler,
});

/** What sends a function to the stand-ins, whatever it is written in. */
export const environmentFor = ({ services, authority }: Stage): Record<string, string> => ({
  STACK_ID,
  AWS_ENDPOINT_URL: services.endpoint,
  NODE_EXTRA_CA_CERTS: authority,
  SSL_CERT_FILE: authority,
  AWS_CA_BUNDLE: authority,
});

/** A Create of a custom resource, and a check that its one answer was SUCCESS. */
export function creation(type: string, properties: object, { url, puts }: ResponseUrl) {
  const event = {
    RequestType: 'Create',
    ResponseURL: url,
    StackId: STACK_ID,
    RequestId: randomUUID(),
    LogicalResourceId: 'Resource',
    ResourceType: type,
    ResourceProperties: { ServiceToken: 'arn', ServiceTimeout: '540', ...properties },
  };
  const check = () => {
    const statuses = puts.map(({ body }) => JSON.parse(body).Status);
    if (statuses.length !== 1 || statuses[0] !== 'SUCCESS')
      throw new CommandError(`${type} did not succeed: ${puts.map(({ body }) => body).join(' ')}`);
  };
  return { event, check };
}
