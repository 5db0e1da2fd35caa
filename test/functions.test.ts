import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { certificateAuthority } from '../scripts/lib/certificates.ts';
import { PROJECT } from '../scripts/lib/project.ts';
import { startEmulator } from '../scripts/local/stand-ins/emulator.ts';
import { startLambda } from './support/lambda/lambda.ts';
import { startResponseServer } from './support/lambda/response-server.ts';

const STACK_ID =
  'arn:aws:cloudformation:eu-central-1:123456789012:stack/ci/11111111-2222-3333-4444-555555555555';
const authority = certificateAuthority();
let emulator: Awaited<ReturnType<typeof startEmulator>>;
let server: Awaited<ReturnType<typeof startResponseServer>>;

beforeAll(async () => {
  server = await startResponseServer(authority.issue('localhost'));
  emulator = await startEmulator();
}, 60_000);
afterAll(async () => {
  server.stop();
  await emulator.stop();
});

test.each([
  'registration',
  'configuration',
  'preflight',
  'cache',
  'fleet',
])('the built %s function, in its own process with the real SDK, succeeds at deleting what is not there', async (name) => {
  const lambda = await startLambda(join(PROJECT, 'functions', name, 'index.ts'), {
    STACK_ID,
    NODE_EXTRA_CA_CERTS: authority.file,
    NODE_PATH: join(PROJECT, 'node_modules'), // Lambda's runtime brings the SDK; here the project's own stands in
    AWS_ENDPOINT_URL: emulator.endpoint,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
  server.meet(200);
  const event = {
    RequestType: 'Delete',
    ResponseURL: server.url,
    StackId: STACK_ID,
    RequestId: 'request-1',
    LogicalResourceId: 'Resource',
    ResourceType: 'Custom::Resource',
    PhysicalResourceId: 'ci-Resource-1ABCDEF',
    ResourceProperties: { ServiceToken: 'arn', GitLabToken: 'glpat-MARKED' },
  };
  expect(await lambda.invoke(event)).toEqual({ error: undefined });
  expect(server.puts.map(({ body }) => JSON.parse(body))).toMatchObject([{ Status: 'SUCCESS' }]);
  expect(lambda.output()).not.toContain('MARKED');
  lambda.stop();
}, 60_000);
