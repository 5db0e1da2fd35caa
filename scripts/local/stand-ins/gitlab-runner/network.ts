// From network/client.go, network/retry_requester.go and network/gitlab.go of gitlab-runner 19.4.0 (d79f3e7b).
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { STATUS_CODES } from 'node:http';
import { Agent, request } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { rootCertificates } from 'node:tls';
import { dialError } from './dial-error.ts';
import { log } from './log.ts';
import type { Runner } from './types.ts';
import { version } from './version.ts';

export interface Answer {
  /** -1 when there was none that could be read. */
  readonly status: number;
  /** What goes into a log line's `status`. */
  readonly text: string;
  readonly body: string;
}
const TRIES = 5;
const RETRIED = [408, 429, 500, 502, 503, 504];

/** POSTs JSON to an endpoint after /api/v4/ as the runner that it is; asks again as gitlab-runner does. */
export async function post(runner: Runner, uri: string, body: object): Promise<Answer> {
  const url = new URL(`${(runner.url ?? '').replace(/\/+$/, '').replace(/\/ci$/, '')}/api/v4/${uri}`);
  for (let tries = 1; ; tries++) {
    const answer = await once(runner, url, JSON.stringify(body));
    if (!RETRIED.includes(answer.status) || tries >= TRIES) return answer;
    const pause = answer.retryAfter || 100 * 2 ** (tries - 1);
    log('info', 'Waiting before making the next call', {
      context: 'ratelimit-requester-gitlab-request',
      duration: `${pause}ms`,
      method: 'POST',
      url: url.href,
    });
    await sleep(pause);
  }
}

function once(runner: Runner, url: URL, body: string): Promise<Answer & { retryAfter: number }> {
  const { promise, resolve } = Promise.withResolvers<Answer & { retryAfter: number }>();
  const headers = {
    accept: 'application/json',
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'runner-token': runner.token ?? '',
    'user-agent': `gitlab-runner ${version} (HEAD; ; linux/amd64)`,
    'x-request-id': randomUUID(),
  };
  const agent = new Agent({ ca: authorities(runner['tls-ca-file']), proxyEnv: process.env });
  const asked = request(url, { method: 'POST', headers, agent }, (response) => {
    let said = '';
    response.setEncoding('utf8').on('data', (part: string) => {
      said += part;
    });
    response.on('end', () => {
      const status = response.statusCode ?? -1;
      const retryAfter = Number(response.headers['retry-after'] ?? 0) * 1000;
      resolve({ status, text: statusText(url, status, said), body: said, retryAfter });
    });
  });
  asked.on('error', (error: NodeJS.ErrnoException) => {
    const why = `couldn't execute POST against ${url.href}: Post "${url.href}": ${dialError(error, url)}`;
    resolve({ status: -1, text: `execute JSON request: execute request: ${why}`, body: '', retryAfter: 0 });
  });
  asked.end(body);
  return promise;
}

/** The system's, and those of tls-ca-file; a file that is not there is none. */
function authorities(file: string | undefined): string[] {
  try {
    return [...rootCertificates, ...(file === undefined ? [] : [readFileSync(file, 'utf8')])];
  } catch {
    return [...rootCertificates];
  }
}

/** getMessageFromJSONResponse and ResponseError of client.go. */
function statusText(url: URL, status: number, body: string): string {
  const plain = `${status} ${STATUS_CODES[status] ?? ''}`;
  if (status < 300) return plain;
  try {
    const { message } = JSON.parse(body) as { message?: unknown };
    const place = `POST ${url.origin}${url.pathname}: ${plain}`;
    return message === plain || typeof message !== 'string' ? place : `${place} (${message})`;
  } catch {
    return plain;
  }
}
