import { ExchangeError, exchange, type HttpResponse } from '../https/exchange.ts';
import { USER_AGENT } from './user-agent.ts';

export interface GitLabAddress {
  readonly url: string;
  /** PEM of a private CA, or empty. */
  readonly caCertificate: string;
  readonly signal: AbortSignal;
}

export interface GitLabCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly accessToken?: string;
}

/** Calls GitLab's API once, for so many milliseconds; where there is no usable response the error is returned. */
export function callGitLab(
  { method, path, body, accessToken }: GitLabCall,
  { url, caCertificate, signal }: GitLabAddress,
  timeout: number,
): Promise<HttpResponse | ExchangeError> {
  return exchange({
    // Joined, not resolved: `new URL('/api/v4', base)` would drop a relative URL root.
    url: `${url}/api/v4${path}`,
    method,
    headers: {
      accept: 'application/json',
      'accept-encoding': 'identity',
      'content-type': 'application/json',
      'user-agent': USER_AGENT,
      ...(accessToken ? { 'private-token': accessToken } : {}),
    },
    body: body ? JSON.stringify(body) : '',
    ca: caCertificate,
    timeout,
    signal,
  }).catch((error: unknown) => {
    if (error instanceof ExchangeError) return error;
    throw error;
  });
}
