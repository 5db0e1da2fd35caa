import { randomUUID } from 'node:crypto';
import { certificateAuthority } from '../lib/certificates.ts';
import { type StandInGitLab, startGitLab } from '../local/stand-ins/gitlab/gitlab.ts';
import { type Aws, startAws } from './aws.ts';
import { type ResponseUrls, startResponseUrls } from './response-urls.ts';
import { STACK_ID } from './sent.ts';

/** All that a function speaks to, over TLS on loopback: a GitLab, AWS, CloudFormation's response URLs. */
export interface Stage {
  readonly gitLab: StandInGitLab;
  readonly aws: Aws;
  readonly responses: ResponseUrls;
  /** What sends a function to them, whatever it is written in. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export async function startStage(): Promise<Stage> {
  const { issue, file } = certificateAuthority();
  const certificate = issue('localhost');
  // First, since it may fail, and a server that is left running would keep the process.
  const responses = await startResponseUrls(certificate);
  const [gitLab, aws] = await Promise.all([startGitLab({ certificate }), startAws(certificate)]);
  const trusted = { NODE_EXTRA_CA_CERTS: file, SSL_CERT_FILE: file, AWS_CA_BUNDLE: file };
  return {
    ...{ gitLab, aws, responses },
    environment: { STACK_ID, AWS_ENDPOINT_URL: aws.endpoint, ...trusted },
    async stop() {
      aws.stop();
      responses.stop();
      await gitLab.stop();
    },
  };
}

/** A Create of a custom resource. */
export const creation = (ResponseURL: string, properties: object, ResourceType = 'Custom::Thing') => ({
  RequestType: 'Create',
  ...{ ResponseURL, StackId: STACK_ID, RequestId: randomUUID(), LogicalResourceId: 'Resource', ResourceType },
  ResourceProperties: { ServiceToken: 'arn', ServiceTimeout: '540', ...properties },
});
