import {
  type Capability,
  CloudFormationClient,
  CreateChangeSetCommand,
} from '@aws-sdk/client-cloudformation';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { plainTemplate } from '../../scripts/build/plain.ts';
import { TEMPLATE_FILE } from '../../scripts/lib/template.ts';
import { startEmulator } from '../../scripts/local/stand-ins/emulator.ts';
import { fill, s3At } from '../support/filled-bucket.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let emulator: Awaited<ReturnType<typeof startEmulator>>;
beforeAll(async () => {
  // Only then does it ask for capabilities.
  emulator = await startEmulator({ environment: { AUTH: 'true' } });
  const s3 = s3At(emulator.endpoint);
  await fill(s3, 'templates', { objects: 0 });
  const { text } = await plainTemplate(TEMPLATE_FILE);
  await s3.send(new PutObjectCommand({ Bucket: 'templates', Key: 'plain.yaml', Body: text }));
});
afterAll(() => emulator.stop());

function createdWith(StackName: string, ...Capabilities: Capability[]): Promise<unknown> {
  const client = new CloudFormationClient({
    endpoint: emulator.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  return client.send(
    new CreateChangeSetCommand({
      StackName,
      ChangeSetName: 'first',
      ChangeSetType: 'CREATE',
      TemplateURL: 'https://s3.us-east-1.amazonaws.com/templates/plain.yaml',
      Parameters: [{ ParameterKey: 'GitLabToken', ParameterValue: 'glrt-MARKED' }],
      Capabilities,
    }),
  );
}

test('the plain template needs CAPABILITY_IAM, and nothing else', async () => {
  await expect(createdWith('without')).rejects.toThrow(/Requires capabilities : \[CAPABILITY_IAM\]/);
  await createdWith('with', 'CAPABILITY_IAM');
});
