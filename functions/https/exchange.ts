import { request } from 'node:https';
import { getCACertificates } from 'node:tls';
import { checkNames } from './check-names.ts';
import { codeOf, refusedAfterHandshake } from './tls-codes.ts';

export interface Exchange {
  readonly url: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** A private CA, trusted beside those that Node trusts; PEM. */
  readonly ca?: string | undefined;
  /** Milliseconds for the whole exchange, however slowly the response trickles. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter: string | undefined;
  readonly location: string | undefined;
  readonly body: string;
}

const MOST_BYTES = 1024 * 1024;

/** No usable response. `sent` says whether the other side may have acted on the request. */
export class ExchangeError extends Error {
  override name = 'ExchangeError';
  readonly code: string;
  readonly sent: boolean;
  constructor(code: string, sent: boolean) {
    super(code);
    this.code = code;
    this.sent = sent;
  }
}

/**
 * One HTTPS exchange over `node:https`, on a connection of its own, bounded in time and size; redirects are
 * returned and never followed, since a credential must not travel to an address nobody named.
 * Not `fetch`: it costs tens of milliseconds of a cold start and hides whether a byte was sent.
 */
export function exchange(wanted: Exchange): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    let sent = false;
    let reached = false;
    const bound = AbortSignal.any([wanted.signal, AbortSignal.timeout(wanted.timeout)]);
    const fail = (error: NodeJS.ErrnoException) => {
      const code = bound.aborted ? 'ETIMEDOUT' : codeOf(error, reached && !sent);
      reject(new ExchangeError(code, sent && !refusedAfterHandshake(code)));
    };
    const outgoing = request(wanted.url, {
      method: wanted.method,
      agent: false,
      signal: bound,
      checkServerIdentity: checkNames,
      headers: { ...wanted.headers, 'content-length': String(Buffer.byteLength(wanted.body)) },
      // As gitlab-runner's Go does: an intermediate or a server's own certificate that is given is trusted, too.
      ...(wanted.ca
        ? { ca: [...getCACertificates('default'), wanted.ca], allowPartialTrustChain: true }
        : {}),
    });
    outgoing.once('socket', (socket) => {
      socket.once('connect', () => (reached = true));
      socket.once('secureConnect', () => (sent = true));
    });
    outgoing.once('error', fail);
    outgoing.once('response', (incoming) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      incoming.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MOST_BYTES) incoming.destroy(Object.assign(new Error(), { code: 'ETOOLARGE' }));
        else chunks.push(chunk);
      });
      incoming.once('error', fail);
      incoming.once('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          contentType: (incoming.headers['content-type'] ?? 'no content type').split(';')[0] ?? '',
          retryAfter: incoming.headers['retry-after'],
          location: incoming.headers.location,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    outgoing.end(wanted.body);
  });
}
