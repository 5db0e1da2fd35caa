import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type Packaged, packageFiles } from '../function/packaged.ts';
import { awsCustomResource, CDK, providerFramework } from '../function/peer-code.ts';
import { BEHIND_FRAMEWORK, pythonProgram } from '../function/peers.ts';
import type { Program } from '../function/program.ts';
import type { Stage } from '../function/stage.ts';
import { environmentFor, nodeProgram } from '../function/subject.ts';

/** Something that answers CloudFormation for a resource. */
export interface Helper extends Program {
  /** Properties of a resource whose answer is to hold the text. */
  properties(text: string): Readonly<Record<string, unknown>>;
}

const handler = (file: string) => join(import.meta.dirname, 'handlers', file);
const read = (file: string) => readFileSync(handler(file), 'utf8');
const withText = (Text: string) => ({ Text });

/** This project's protocol, and the peers'. */
export async function helpers(stage: Stage): Promise<Helper[]> {
  const environment = environmentFor(stage);
  const inNode = (name: string, { folder }: Packaged, entry = 'index.handler'): Helper => ({
    ...{ name, folder, environment, properties: withText },
    ...nodeProgram(entry),
  });
  const cfnResponse = packageFiles('cfn-response', { 'index.js': read('cfn_response.cjs') });
  const entrypoint = packageFiles('entrypoint', {
    'entry.js': readFileSync(
      join(CDK, 'custom-resource-handlers/dist/core/nodejs-entrypoint-handler/index.js'),
      'utf8',
    ),
    'index.js': read('entrypoint_user.cjs'),
  });
  return [
    inNode('this stack', packageFiles('protocol', { 'index.js': await ourHandler() })),
    inNode('cfn-response', cfnResponse),
    inCrhelper(environment),
    { ...inNode('CDK AwsCustomResource', awsCustomResource()), properties: readingParameter },
    inNode('CDK entrypoint', entrypoint, 'entry.handler'),
    {
      ...inNode('CDK provider framework', providerFramework(), 'framework.onEvent'),
      environment: { ...environment, ...BEHIND_FRAMEWORK },
    },
  ];
}

function inCrhelper(environment: Readonly<Record<string, string>>): Helper {
  const { folder } = packageFiles('crhelper', { 'index.py': read('with_crhelper.py') });
  return {
    ...{ name: 'crhelper', folder, environment, properties: withText },
    ...pythonProgram('index.handler'),
  };
}

/** What it answers is what the call answered; the stand-in's parameters are named by what they hold. */
const readingParameter = (text: string) => ({
  Create: JSON.stringify({
    ...{ service: 'SSM', action: 'getParameter', parameters: { Name: text } },
    ...{ physicalResourceId: { id: 'resource' }, outputPaths: ['Parameter.Value'] },
  }),
});

async function ourHandler(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [handler('ours.ts')],
    ...{ bundle: true, minify: true, write: false, platform: 'node', format: 'cjs', target: 'es2024' },
  });
  return outputFiles.map(({ text }) => text).join('');
}
