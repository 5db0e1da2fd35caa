import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { bodyOf, serve } from '../../../scripts/lib/serve.ts';
import { bundle } from './bundle.ts';

export interface Invocation {
  /** What the handler threw, or undefined when it returned; `exit` when its process ended. */
  readonly error: { errorType: string; errorMessage: string } | undefined;
}
export interface Lambda {
  invoke(event: unknown, timeout?: number): Promise<Invocation>;
  /** Everything the process wrote. */
  readonly output: () => string;
  /** The most memory that the process has had, in bytes. */
  readonly peak: () => number;
  stop(): void;
}

/** Runs a handler, bundled as it is shipped, in a Node process of its own, against a small runtime API. */
export async function startLambda(
  entry: string,
  environment: Record<string, string>,
  nodeArguments: readonly string[] = [],
): Promise<Lambda> {
  let waiting: ServerResponse | undefined;
  let queued: { event: unknown; timeout: number } | undefined;
  let settle: (invocation: Invocation) => void = () => undefined;
  let invocations = 0;
  const handOut = () => {
    if (!waiting || !queued) return;
    waiting.setHeader('lambda-runtime-aws-request-id', `invocation-${++invocations}`);
    waiting.setHeader('lambda-runtime-deadline-ms', String(Date.now() + queued.timeout));
    waiting.end(JSON.stringify(queued.event));
    waiting = queued = undefined;
  };
  const api = await serve(async (request, response) => {
    if (request.url?.endsWith('/next')) {
      waiting = response;
      return handOut();
    }
    const body = await bodyOf(request);
    response.end();
    settle({ error: request.url?.endsWith('/error') ? JSON.parse(body) : undefined });
  });
  let output = '';
  const child: ChildProcess = spawn('node', [...nodeArguments, join(import.meta.dirname, 'bootstrap.mjs')], {
    env: {
      PATH: process.env.PATH ?? '',
      ...environment,
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${api.port}`,
      BUNDLE: await bundle(entry),
    },
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  child.on('exit', () => settle({ error: { errorType: 'exit', errorMessage: output } }));
  return {
    invoke(event, timeout = 30_000) {
      queued = { event, timeout };
      const ended = new Promise<Invocation>((resolve) => (settle = resolve));
      handOut();
      return ended;
    },
    output: () => output,
    peak: () => 1024 * Number(/VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]),
    stop() {
      child.kill('SIGKILL');
      api.stop();
    },
  };
}
