import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { certificateAuthority } from '../../scripts/lib/certificates.ts';
import { type Lambda, startLambda } from '../support/lambda/lambda.ts';
import { startResponseServer } from '../support/lambda/response-server.ts';

const STACK_ID =
  'arn:aws:cloudformation:eu-central-1:123456789012:stack/ci/11111111-2222-3333-4444-555555555555';
let lambda: Lambda;
let server: Awaited<ReturnType<typeof startResponseServer>>;

beforeAll(async () => {
  const authority = certificateAuthority();
  server = await startResponseServer(authority.issue('localhost'));
  lambda = await startLambda(join(import.meta.dirname, 'probe.ts'), {
    STACK_ID,
    NODE_EXTRA_CA_CERTS: authority.file,
  });
});
afterAll(() => {
  lambda.stop();
  server.stop();
});

const event = (does: string, change: Record<string, unknown> = {}) => ({
  RequestType: 'Create',
  ResponseURL: server.url,
  StackId: STACK_ID,
  RequestId: 'request-1',
  LogicalResourceId: 'Probe',
  ResourceType: 'Custom::Probe',
  ResourceProperties: { ServiceToken: 'arn', Do: does },
  ...change,
});
const answers = () => server.puts.map(({ body }) => JSON.parse(body));

test('a 503 once: the answer is delivered at the second try', async () => {
  server.meet(503, 200);
  expect(await lambda.invoke(event('succeed'))).toEqual({ error: undefined });
  expect(answers().map(({ Status }) => Status)).toEqual(['SUCCESS', 'SUCCESS']);
});

test('500 forever: bounded tries, an error, and SUCCESS never turns into FAILED', async () => {
  server.meet(500);
  const { error } = await lambda.invoke(event('succeed'));
  expect(error?.errorType).toBe('DeliveryError');
  expect(answers().map(({ Status }) => Status)).toEqual(Array(5).fill('SUCCESS'));
}, 30_000);

test('403 for an expired address: one try and an error that does not name its key', async () => {
  server.meet(403);
  const { error } = await lambda.invoke(event('succeed'));
  expect(error?.errorMessage).toMatch(/403.*localhost/);
  expect(error?.errorMessage).not.toContain('MARKED');
  expect(server.puts).toHaveLength(1);
});

test('a reset once: the answer is delivered at the second try', async () => {
  server.meet('reset', 200);
  expect(await lambda.invoke(event('succeed'))).toEqual({ error: undefined });
  expect(server.puts).toHaveLength(2);
});

test('a hang: given up after five seconds and delivered at the second try', async () => {
  server.meet('hang', 200);
  expect(await lambda.invoke(event('succeed'))).toEqual({ error: undefined });
  const [first, second] = server.puts;
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeLessThan(6_500);
}, 30_000);

test('a Reason of 20 KB is cut to fit and stays valid JSON', async () => {
  server.meet(200);
  await lambda.invoke(event('fail at length'));
  // A Create that failed answers with the mark of its attempt.
  const PhysicalResourceId = expect.stringMatching(/^probe-id\/failed-[0-9a-f]{12}$/);
  expect(answers()).toMatchObject([{ Status: 'FAILED', PhysicalResourceId }]);
  expect(Buffer.byteLength(server.puts[0]?.body ?? '')).toBeLessThanOrEqual(4096);
});

test('the length is in bytes, and the content type is empty', async () => {
  server.meet(200);
  await lambda.invoke(event('succeed'));
  const [put] = server.puts;
  expect(put?.headers).toMatchObject({
    'content-type': '',
    'content-length': String(Buffer.byteLength(put?.body ?? '')),
  });
  expect(answers()).toMatchObject([
    { Status: 'SUCCESS', Data: { Greeting: 'Grüße, 東京' }, PhysicalResourceId: 'probe-id' },
  ]);
});

test('6 KB of data is a clear failure', async () => {
  server.meet(200);
  await lambda.invoke(event('answer too much'));
  expect(answers()).toMatchObject([{ Status: 'FAILED', Reason: expect.stringContaining('more Data') }]);
});

test.each([
  undefined,
  'http://localhost/answer',
  'nonsense',
])('with the ResponseURL %s nothing is done', async (ResponseURL) => {
  server.meet(200);
  const { error } = await lambda.invoke(event('succeed', { ResponseURL }));
  expect(error?.errorType).toBe('UnusableEvent');
  expect(server.puts).toEqual([]);
});

test('a function that runs out of time has answered FAILED two seconds before its end', async () => {
  server.meet(200);
  const start = Date.now();
  await lambda.invoke(event('hang'), 6_000);
  expect(answers()).toMatchObject([
    { Status: 'FAILED', Reason: expect.stringContaining('The function ran out of time.') },
  ]);
  expect((server.puts[0]?.at ?? 0) - start).toBeLessThan(4_000);
}, 15_000);

test('a rejection that nobody handles still ends in one FAILED, and the process lives on', async () => {
  server.meet(200);
  expect(await lambda.invoke(event('lose a promise'))).toEqual({ error: undefined });
  expect(answers()).toMatchObject([{ Status: 'FAILED', Reason: expect.stringContaining('stray') }]);
  server.meet(200);
  await lambda.invoke(event('succeed'));
  expect(answers()).toMatchObject([{ Status: 'SUCCESS' }]);
});

test.each([
  [{ RequestType: 'Upsert' }, 'unknown RequestType'],
  [{ StackId: undefined }, 'StackId'],
  [{ StackId: 'arn:aws:cloudformation:eu-central-1:123456789012:stack/other/1' }, 'another stack'],
])('the event with %o is refused', async (change, reason) => {
  server.meet(200);
  await lambda.invoke(event('succeed', change));
  expect(answers()).toMatchObject([{ Status: 'FAILED', Reason: expect.stringContaining(reason) }]);
});

test('a failed Update keeps its id, and no secret is in its reason', async () => {
  server.meet(200);
  await lambda.invoke(
    event('fail with a secret', {
      RequestType: 'Update',
      PhysicalResourceId: 'old-id',
      OldResourceProperties: {},
    }),
  );
  expect(answers()).toMatchObject([
    { PhysicalResourceId: 'old-id', Reason: expect.stringContaining('refused: [secret]') },
  ]);
});

test('nothing of the secrets was written by the process', () => {
  expect(lambda.output()).not.toContain('MARKED');
  expect(lambda.output()).toContain('"Status":"SUCCESS"');
  expect(lambda.output()).toContain('{"level":"warn","message":"known: [secret]"}');
});
