import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { CloudFormation, waitUntilStackCreateComplete } from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsText, nestedText, samText } from '../../scripts/launch/texts.ts';
import { PROJECT } from '../../scripts/lib/project.ts';
import type { Server } from '../../scripts/lib/server.ts';
import { startEmulator } from '../../scripts/local/stand-ins/emulator.ts';
import { FILLED } from './filled.ts';
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
const TOOLS = ['.tools/sam/bin', '.tools/emulator/bin', 'node_modules/.bin'].map((one) => join(PROJECT, one));
const region = 'eu-central-1';
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

describe('a text of the launch page, copied into a shell with the real tools and the emulator', {
  timeout: 120_000,
}, () => {
  let emulator: Server;
  let cloudFormation: CloudFormation;
  let templateUrl: string;
  let folder: string;

  beforeAll(async () => {
    emulator = await startEmulator();
    const common = { region, endpoint: emulator.endpoint, credentials };
    cloudFormation = new CloudFormation(common);
    const s3 = new S3Client({ ...common, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'mine' }));
    await s3.send(new PutObjectCommand({ Bucket: 'mine', Key: 't.yaml', Body: TEMPLATE }));
    templateUrl = `${emulator.endpoint}/mine/t.yaml`;
    folder = mkdtempSync(join(tmpdir(), 'copied-'));
  }, 40_000);
  afterAll(async () => {
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** As a person runs it, who says yes when SAM has shown its change set. */
  function paste(text: string): void {
    execFileSync('/bin/sh', ['-eu', '-c', text], {
      cwd: folder,
      input: 'y\n',
      stdio: 'pipe',
      env: {
        PATH: [...TOOLS, process.env.PATH].join(delimiter),
        HOME: folder,
        BUCKET: 'mine',
        SAM_CLI_TELEMETRY: '0',
        AWS_ENDPOINT_URL: emulator.endpoint,
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      },
    });
  }

  /** All parameters are what was filled in or the template's defaults. */
  async function expectFilled(StackName: string): Promise<void> {
    const { Stacks } = await cloudFormation.describeStacks({ StackName });
    const had = (Stacks?.[0]?.Parameters ?? []).map((one) => [one.ParameterKey, one.ParameterValue]);
    const { GitLabToken: _, ...defaults } = Object.fromEntries(
      Object.entries(SOURCE.Parameters).map(([name, { Default = '' }]) => [name, String(Default)]),
    );
    expect(Stacks?.[0]?.StackStatus).toBe('CREATE_COMPLETE');
    expect(Object.fromEntries(had)).toMatchObject({ ...defaults, ...FILLED });
  }

  it('deploys by the AWS CLI what was filled in', async () => {
    paste(awsText({ region, stackName: 'by-aws', templateUrl, parameters: FILLED }));
    await expectFilled('by-aws');
  });

  it('deploys by SAM what was filled in', async () => {
    mkdirSync(join(folder, 'template'));
    writeFileSync(join(folder, 'template/gitlab-runner.yaml'), TEMPLATE);
    copyFileSync(join(PROJECT, 'samconfig.default.toml'), join(folder, 'samconfig.toml'));
    paste(samText({ region, stackName: 'by-sam', templateUrl, parameters: FILLED }));
    await expectFilled('by-sam');
  });

  it('deploys in a parent what was filled in', async () => {
    const TemplateBody = nestedText({ region, stackName: 'any', templateUrl, parameters: FILLED });
    await cloudFormation.createStack({ StackName: 'parent', TemplateBody });
    const patience = { client: cloudFormation, maxWaitTime: 40, minDelay: 1, maxDelay: 1 };
    await waitUntilStackCreateComplete(patience, { StackName: 'parent' });
    const { StackResources } = await cloudFormation.describeStackResources({ StackName: 'parent' });
    await expectFilled(StackResources?.[0]?.PhysicalResourceId ?? '');
  });
});
