import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { paginateGetParametersByPath, SSMClient } from '@aws-sdk/client-ssm';
import { certificateAuthority } from '../../../scripts/lib/certificates.ts';
import { PROJECT } from '../../../scripts/lib/project.ts';
import { startEmulator } from '../../../scripts/local/stand-ins/emulator.ts';
import { type StandInGitLab, startGitLab } from '../../../scripts/local/stand-ins/gitlab/gitlab.ts';
import { startCloudFormationApi } from '../../support/cloudformation/api.ts';
import { inLambda } from '../../support/cloudformation/in-lambda.ts';
import { stackId } from '../../support/cloudformation/stack.ts';
import { startLambda } from '../../support/lambda/lambda.ts';
import { startResponseServer } from '../../support/lambda/response-server.ts';

export type Scene = Awaited<ReturnType<typeof startScene>>;
const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };

/** An AWS account, and the built registration function of one stack in it. */
export async function startScene({ name = 'ci', timeout = 120_000 } = {}) {
  const authority = certificateAuthority();
  const certificate = authority.issue('localhost');
  const [responses, emulator, cloudFormation] = await Promise.all([
    startResponseServer(certificate),
    startEmulator(),
    startCloudFormationApi(),
  ]);
  const aws = { endpoint: emulator.endpoint, region: 'eu-central-1', credentials: CREDENTIALS };
  const ssm = new SSMClient(aws);
  const guid = randomUUID();
  const gitLabs: StandInGitLab[] = [];
  const functions: ReturnType<typeof inLambda>[] = [];

  /** Another function of the same code: of another stack, or with another time, place or size to live. */
  const deploy = (changes: { stack?: string; timeout?: number; endpoint?: string; node?: string[] } = {}) => {
    const environment = {
      STACK_ID: changes.stack ?? stackId(name, guid),
      NODE_EXTRA_CA_CERTS: authority.file,
      AWS_ENDPOINT_URL: changes.endpoint ?? emulator.endpoint,
      AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation.endpoint,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'MARKED-secret-key',
      AWS_SESSION_TOKEN: 'MARKED-session-token',
    };
    const start = () =>
      startLambda(join(PROJECT, 'functions/registration/index.ts'), environment, changes.node);
    const deployed = inLambda(start, responses, changes.timeout ?? timeout);
    functions.push(deployed);
    return deployed;
  };
  const registration = deploy();

  return {
    name,
    guid,
    aws,
    ssm,
    /** What CloudFormation says of these stacks, a function of theirs may ask. */
    stacks: cloudFormation.stacks,
    responses,
    registration,
    deploy,
    gitLabs,
    newGitLab: async () => {
      const gitLab = await startGitLab({ certificate });
      gitLabs.push(gitLab);
      return gitLab;
    },
    /** Everything that people without a right to secrets may read: logs, answers, plain parameters, runners in GitLab. */
    async readable() {
      const notes: string[] = [];
      const everything = { Path: '/gitlab-runner', Recursive: true };
      for await (const { Parameters = [] } of paginateGetParametersByPath({ client: ssm }, everything))
        notes.push(...Parameters.flatMap(({ Type, Value = '' }) => (Type === 'String' ? Value : [])));
      const runners = gitLabs.flatMap((gitLab) => [...gitLab.runners.values()]);
      const shown = runners.map(({ token: _, ...rest }) => JSON.stringify(rest));
      return [...functions.map((one) => one.output()), ...responses.bodies, ...notes, ...shown].join('\n');
    },
    async stop() {
      for (const one of functions) one.stop();
      responses.stop();
      cloudFormation.stop();
      await Promise.all([emulator.stop(), ...gitLabs.map((gitLab) => gitLab.stop())]);
    },
  };
}
