import type { ServerResponse } from 'node:http';
import { bodyOf, serve } from '../lib/serve.ts';

/** How an invocation ended, and when, in milliseconds of `performance.now()`. */
export interface Ended {
  readonly at: number;
  /** `init` when the function never came as far as asking for an event. */
  readonly by: 'response' | 'error' | 'init';
  readonly body: string;
}
export type RuntimeApi = Awaited<ReturnType<typeof startRuntimeApi>>;

/** Lambda's runtime API for one function and one event. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html */
export async function startRuntimeApi() {
  const asked = Promise.withResolvers<number>();
  const ended = Promise.withResolvers<Ended>();
  let waiting: ServerResponse | undefined;
  const { port, stop } = await serve(async (request, response) => {
    const at = performance.now();
    const path = request.url ?? '';
    if (path.endsWith('/invocation/next')) {
      waiting ??= response; // asked for again after the event: never answered
      return asked.resolve(at);
    }
    const body = await bodyOf(request);
    response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}');
    const by = path.endsWith('/init/error') ? 'init' : path.endsWith('/error') ? 'error' : 'response';
    ended.resolve({ at, by, body });
  });
  return {
    address: `127.0.0.1:${port}`,
    /** When the function first asked for an event. */
    asked: asked.promise,
    ended: ended.promise,
    /** Hands the event out and tells when. The function has so many milliseconds. */
    hand(event: unknown, timeout: number): number {
      const at = performance.now();
      waiting?.writeHead(200, {
        'content-type': 'application/json',
        'lambda-runtime-aws-request-id': '8476a536-e9f4-11e8-9739-2dfe598c3fcd',
        'lambda-runtime-deadline-ms': String(Date.now() + timeout),
        'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:eu-central-1:123456789012:function:measured',
        'lambda-runtime-trace-id': 'Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=0',
      });
      waiting?.end(JSON.stringify(event));
      return at;
    },
    stop,
  };
}
