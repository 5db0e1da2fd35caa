import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { Response } from '../../../functions/custom-resource/response.ts';
import { certificateAuthority } from '../../../scripts/lib/certificates.ts';
import { PROJECT } from '../../../scripts/lib/project.ts';
import { startEmulator } from '../../../scripts/local/stand-ins/emulator.ts';
import { startGitLab } from '../../../scripts/local/stand-ins/gitlab/gitlab.ts';
import { startCloudFormationApi } from '../cloudformation/api.ts';
import { startFaultyAws } from '../faulty-aws.ts';
import { parametersUnder } from '../parameters.ts';
import { startLambda } from './lambda.ts';
import { startResponseServer } from './response-server.ts';

const GUID = '11111111-2222-3333-4444-555555555555';
const STACK_ID = `arn:aws:cloudformation:eu-central-1:123456789012:stack/ci/${GUID}`;
const REGION = 'eu-central-1';
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** An event's fields, as far as they differ from a Create of the resource `Registration`. */
export interface EventFields {
  readonly RequestType?: 'Create' | 'Update' | 'Delete';
  readonly LogicalResourceId?: string;
  readonly PhysicalResourceId?: string | undefined;
  readonly ResourceProperties: Readonly<Record<string, string>>;
  readonly OldResourceProperties?: Readonly<Record<string, string>>;
  readonly RequestId?: string;
}

/** The built registration function in a process of its own, and all that it speaks to: a GitLab, Parameter Store, CloudFormation. */
export async function startStack(given: Readonly<Record<string, string>> = {}) {
  const authority = certificateAuthority();
  const certificate = authority.issue('localhost', 'sometimes.test');
  const [gitLab, responses, emulator, cloudFormation] = await Promise.all([
    startGitLab({ certificate }),
    startResponseServer(certificate),
    startEmulator(),
    startCloudFormationApi(),
  ]);
  const aws = await startFaultyAws(emulator.endpoint);
  const environment = {
    STACK_ID,
    NODE_EXTRA_CA_CERTS: authority.file, // stands for the public CAs
    NODE_PATH: join(PROJECT, 'node_modules'), // Lambda's runtime brings the SDK
    AWS_ENDPOINT_URL: aws.endpoint,
    AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation.endpoint,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...given,
  };
  const resolver = ['--require', join(import.meta.dirname, 'resolver.cjs')];
  const lambda = await startLambda(join(PROJECT, 'functions/registration/index.ts'), environment, resolver);
  const ssm = new SSMClient({ endpoint: emulator.endpoint, region: REGION, credentials });
  const answers: Response[] = [];

  return {
    gitLab,
    /** The certificate, as PEM, of the authority that GitLab's is from. */
    authority: authority.cert,
    aws,
    /** Past `aws`, straight to the emulator. */
    ssm,
    lambda,
    responses,
    /** Delivers an event and returns what CloudFormation was told, if anything. `timeout` is the function's, in milliseconds. */
    async send(fields: EventFields, timeout = 90_000): Promise<Response | undefined> {
      responses.meet(200);
      await lambda.invoke({ ...eventOf(fields), ResponseURL: responses.url }, timeout);
      const [told] = responses.puts.map(({ body }): Response => JSON.parse(body));
      if (told) answers.push(told);
      return told;
    },
    parameters: (logicalId = 'Registration') => parametersUnder(ssm, `/gitlab-runner/${GUID}/${logicalId}/`),
    /** Everything that the function has written and told so far. */
    output: () => lambda.output() + JSON.stringify(answers),
    async stop() {
      lambda.stop();
      responses.stop();
      aws.stop();
      cloudFormation.stop();
      await gitLab.stop();
      await emulator.stop();
    },
  };
}

export type RunningStack = Awaited<ReturnType<typeof startStack>>;

const eventOf = (fields: EventFields) => ({
  RequestType: 'Create',
  StackId: STACK_ID,
  RequestId: randomUUID(),
  LogicalResourceId: 'Registration',
  ResourceType: 'Custom::RunnerRegistration',
  ...fields,
  ResourceProperties: { ServiceToken: 'arn', ServiceTimeout: '540', ...fields.ResourceProperties },
});
