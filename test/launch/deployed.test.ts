import { CloudFormation, waitUntilStackCreateComplete } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsText } from '../../scripts/launch/texts.ts';
import { startEmulator } from '../support/emulator.ts';
import type { Server } from '../support/server.ts';
import { FILLED } from './filled.ts';
import { asAwsReads, inShell, overridesOf } from './shell.ts';
import { SOURCE } from './source.ts';

/** The template's parameters with one resource for all of them, which costs the emulator nothing. */
const TEMPLATE = JSON.stringify({
  Parameters: SOURCE.Parameters,
  Resources: {
    Filled: {
      Type: 'AWS::SSM::Parameter',
      Properties: {
        Type: 'String',
        Value: { 'Fn::Join': ['|', Object.keys(FILLED).map((Ref) => ({ Ref }))] },
      },
    },
  },
});

describe('what the text for the AWS CLI says, in the emulator’s CloudFormation', { timeout: 60_000 }, () => {
  let emulator: Server;
  beforeAll(async () => {
    emulator = await startEmulator();
  }, 40_000);
  afterAll(() => emulator?.stop());

  it('becomes the parameters of the stack, and every other stays at its default', async () => {
    const launch = { region: 'eu-central-1', stackName: 'ci', templateUrl: 'https://example.com/t.yaml' };
    const [, deploy] = inShell(awsText({ ...launch, parameters: FILLED }), { BUCKET: 'mine' });
    const read = Object.entries(asAwsReads(overridesOf(deploy)));
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const cloudformation = new CloudFormation({
      region: launch.region,
      endpoint: emulator.endpoint,
      credentials,
    });
    await cloudformation.createStack({
      StackName: launch.stackName,
      TemplateBody: TEMPLATE,
      Parameters: read.map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
    });
    const patience = { client: cloudformation, maxWaitTime: 40, minDelay: 1, maxDelay: 1 };
    await waitUntilStackCreateComplete(patience, { StackName: launch.stackName });
    const { Stacks } = await cloudformation.describeStacks({ StackName: launch.stackName });
    const had = (Stacks?.[0]?.Parameters ?? []).map((one) => [one.ParameterKey, one.ParameterValue]);
    const { GitLabToken: _, ...defaults } = Object.fromEntries(
      Object.entries(SOURCE.Parameters).map(([name, { Default = '' }]) => [name, String(Default)]),
    );
    expect(Object.fromEntries(had)).toMatchObject({ ...defaults, ...FILLED });
  });
});
