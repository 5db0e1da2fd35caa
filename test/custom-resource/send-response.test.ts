import { setDefaultCACertificates } from 'node:tls';
import type { Context } from 'aws-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { customResource } from '../../functions/custom-resource/handler.ts';
import type { Time } from '../../functions/custom-resource/resource.ts';
import { DeliveryError, sendResponse } from '../../functions/custom-resource/send-response.ts';
import { catchUnhandledRejections } from '../../functions/custom-resource/unhandled-rejections.ts';
import { certificateAuthority } from '../../scripts/lib/certificates.ts';
import { startResponseServer } from '../support/lambda/response-server.ts';
import { STACK } from '../support/request.ts';

const never = new AbortController().signal;
let server: Awaited<ReturnType<typeof startResponseServer>>;

beforeAll(async () => {
  const authority = certificateAuthority();
  setDefaultCACertificates([authority.cert]);
  server = await startResponseServer(authority.issue('localhost'));
});
afterAll(() => server.stop());

test('pauses between the tries grow, so that a busy S3 is not pressed', async () => {
  server.meet(503, 'reset', 500, 200);
  await sendResponse(new URL(server.url), '{}', never);
  const times = server.puts.map(({ at }) => at);
  const pauses = times.slice(1).map((at, index) => at - (times[index] ?? 0));
  // Of 500, 1000 and 2000 ms at least half each; a timer may be a moment early.
  expect(pauses.map((pause, index) => pause > 240 * 2 ** index)).toEqual([true, true, true]);
});

test('a try that hangs is given up when the time is up, and no other is made', async () => {
  server.meet('hang');
  const time = new AbortController();
  const delivery = sendResponse(new URL(server.url), '{}', time.signal);
  await expect.poll(() => server.puts.length).toBe(1);
  time.abort();
  await expect(delivery).rejects.toThrow(DeliveryError);
  expect(server.puts).toHaveLength(1);
});

test('nor is one made after a pause that the end of the time has cut short', async () => {
  server.meet(500);
  const time = new AbortController();
  const delivery = sendResponse(new URL(server.url), '{}', time.signal);
  await expect.poll(() => server.puts.length).toBe(1);
  time.abort();
  await expect(delivery).rejects.toThrow(/did not take the response \((500|ETIMEDOUT)\) at localhost:\d+\.$/);
  expect(server.puts).toHaveLength(1);
});

test('a redirect is final, too: the answer goes nowhere else', async () => {
  server.meet(307);
  await expect(sendResponse(new URL(server.url), '{}', never)).rejects.toThrow('(307)');
  expect(server.puts).toHaveLength(1);
});

test('once the answer is given, what the event set going is told to stop', async () => {
  server.meet(200);
  const begun: Time[] = [];
  const handler = customResource(
    {
      parse: () => undefined,
      identify: () => 'id',
      identifyInvalid: () => 'invalid',
      ensure: async ({ time }) => {
        begun.push(time);
        return {};
      },
      remove: async () => undefined,
    },
    { stackId: STACK.id },
  );
  const event = { RequestType: 'Create', ResponseURL: server.url, StackId: STACK.id, RequestId: 'request-1' };
  const more = { LogicalResourceId: 'Thing', ResourceType: 'Custom::Thing', ResourceProperties: {} };
  const context: Pick<Context, 'getRemainingTimeInMillis'> = { getRemainingTimeInMillis: () => 60_000 };
  await handler({ ...event, ...more } as unknown as Parameters<typeof handler>[0], context);
  expect(begun.map(({ work, tidying }) => [work.aborted, tidying.aborted])).toEqual([[true, true]]);
});

test('Lambda’s own listener is stood in for, and is there again afterwards', async () => {
  const before = process.listeners('unhandledRejection');
  const heard: unknown[] = [];
  const lambdas = (error: unknown) => heard.push(error);
  process.on('unhandledRejection', lambdas);
  const stray = catchUnhandledRejections();
  void Promise.reject(new Error('stray'));
  await expect(stray.rejection).rejects.toThrow('stray');
  stray.release();
  expect(heard).toEqual([]);
  expect(process.listeners('unhandledRejection')).toEqual([...before, lambdas]);
  process.off('unhandledRejection', lambdas);
});
