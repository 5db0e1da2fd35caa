import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { NPM, PYTHON } from './environment.ts';
import type { Program } from './invoke.ts';
import type { Stage } from './stage.ts';
import { program, type Subject, succeeding } from './subjects.ts';

/** Something that answers CloudFormation for a resource. */
export interface Helper extends Program {
  /** Properties of a resource whose response is to hold the text. */
  properties(text: string): Readonly<Record<string, unknown>>;
}

const HANDLERS = join(import.meta.dirname, 'handlers');
const read = (file: string) => readFileSync(join(HANDLERS, file), 'utf8');
const CDK = join(NPM, 'aws-cdk-lib');
const AWS_CUSTOM_RESOURCE =
  'custom-resource-handlers/dist/custom-resources/aws-custom-resource-handler/index.js';
const ENTRYPOINT = 'custom-resource-handlers/dist/core/nodejs-entrypoint-handler/index.js';
const TOKEN_RETRIEVER = '@cloudsnorkel/cdk-github-runners/assets/token-retriever.lambda/*.js';
const ARN = 'arn:aws:lambda:eu-central-1:123456789012:function:user';
const SECRETS = { GITHUB_SECRET_ARN: 'arn:github', GITHUB_PRIVATE_KEY_SECRET_ARN: 'arn:key' };
const python = { runtime: 'python', handler: 'index.handler' } as const;
const crhelper = () => globSync(join(PYTHON, 'lib/python3*/site-packages/crhelper'));
const call = (action: string, parameters: object, outputPaths: readonly string[] = []) =>
  JSON.stringify({ service: 'SSM', action, parameters, outputPaths, physicalResourceId: { id: 'resource' } });

/** The handler that CDK's AwsCustomResource deploys. */
const awsCustomResource = (stage: Stage) =>
  program(stage, 'CDK AwsCustomResource', {}, [join(CDK, AWS_CUSTOM_RESOURCE)]);
/** What CDK's Provider deploys in front of the user's own function. */
const providerFramework = (stage: Stage) =>
  program(
    stage,
    'CDK provider framework',
    {},
    globSync(join(CDK, 'custom-resources/lib/provider-framework/runtime/*.js')),
    {
      handler: 'framework.onEvent',
      environment: { USER_ON_EVENT_FUNCTION_ARN: ARN },
    },
  );

/** The functions of others that do a part of a registration's work, or all of it. */
export function peers(stage: Stage): Subject[] {
  const given = { Name: '/token', GitLabUrl: stage.gitLab.url };
  const GitLabToken = stage.gitLab.issueAccessToken(['create_runner', 'manage_runner']);
  const putting = call('putParameter', { Name: '/token', Value: 'glrt-0123456789', Type: 'SecureString' });
  const registering = { 'index.py': read('crhelper_registration.py') };
  const others = [
    {
      ...awsCustomResource(stage),
      does: 'PutParameter, response',
      prepare: succeeding(stage, { Create: putting }),
    },
    {
      ...providerFramework(stage),
      does: "calls the user's function, which comes on top; response",
      prepare: succeeding(stage, {}),
    },
    {
      ...program(stage, 'cdk-github-runners', {}, globSync(join(NPM, TOKEN_RETRIEVER)), {
        environment: SECRETS,
      }),
      does: 'GetSecretValue, POST to GitHub; no response',
      prepare: () => ({ event: { owner: 'owner', repo: 'repo' }, check: () => undefined }),
    },
    {
      ...program(stage, 'crhelper and boto3', registering, crhelper(), python),
      does: 'GetParameter, PutParameter, POST to GitLab, PutParameter, response',
      prepare: succeeding(stage, { ...given, GitLabToken }),
    },
  ];
  return others.map((other) => ({ ...other, isPeer: true }));
}

/** This project's protocol, and the peers'. */
export async function helpers(stage: Stage): Promise<Helper[]> {
  const properties = (Text: string) => ({ Text });
  const entry = {
    'entry.js': readFileSync(join(CDK, ENTRYPOINT), 'utf8'),
    'index.js': read('entrypoint_user.cjs'),
  };
  // It answers what the call answered; the stand-in's parameters are named by what they hold.
  const reading = (Name: string) => ({ Create: call('getParameter', { Name }, ['Parameter.Value']) });
  return [
    { ...program(stage, 'this stack', { 'index.js': await ourHandler() }, []), properties },
    { ...program(stage, 'cfn-response', { 'index.js': read('cfn_response.cjs') }, []), properties },
    {
      ...program(stage, 'crhelper', { 'index.py': read('with_crhelper.py') }, crhelper(), python),
      properties,
    },
    { ...awsCustomResource(stage), properties: reading },
    { ...program(stage, 'CDK entrypoint', entry, [], { handler: 'entry.handler' }), properties },
    { ...providerFramework(stage), properties },
  ];
}

async function ourHandler(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(HANDLERS, 'ours.ts')],
    ...{ bundle: true, minify: true, write: false, platform: 'node', format: 'cjs', target: 'es2024' },
  });
  return outputFiles.map(({ text }) => text).join('');
}
