import type { RequestListener } from 'node:http';
import { type Certificate, certificateAuthority } from '../../scripts/lib/certificates.ts';
import { type Running, serve as serveOn } from '../../scripts/lib/serve.ts';

export const authority = certificateAuthority();
const own = authority.issue('localhost');

/** An HTTPS server on loopback, known as localhost. */
export const serve = (listener: RequestListener, certificate: Certificate = own): Promise<Running> =>
  serveOn(listener, { certificate });

/** Answers each path with a status and a body; what is not named is GitLab's 404. */
export function answering(answers: Readonly<Record<string, readonly [number, unknown]>>): RequestListener {
  return ({ method, url }, response) => {
    const [status, body] = answers[`${method} ${url}`] ?? [404, { error: '404 Not Found' }];
    response.writeHead(status, {
      'content-type': typeof body === 'string' ? 'text/html' : 'application/json',
    });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

/** A GitLab of today, as it answers without a credential. */
export const GITLAB = {
  'GET /api/v4/version': [401, { message: '401 Unauthorized' }],
  'POST /api/v4/runners': [400, { error: 'token is missing' }],
  'POST /api/v4/user/runners': [401, { message: '401 Unauthorized' }],
} as const;
