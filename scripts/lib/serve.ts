import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from './certificates.ts';

export interface Running {
  readonly port: number;
  /** `http://127.0.0.1:PORT`; with a certificate `https://localhost:PORT`. */
  readonly url: string;
  /** Ends its connections, too. */
  stop(): void;
}

interface Options {
  readonly certificate?: Certificate;
  /** A free one unless it is given. */
  readonly port?: number;
}

/** A server on loopback. Throws Node's error when the port cannot be had. */
export async function serve(
  listener: RequestListener,
  { certificate, port: wanted = 0 }: Options = {},
): Promise<Running> {
  const server = certificate ? createHttpsServer(certificate, listener) : createHttpServer(listener);
  await once(server.listen(wanted, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: certificate ? `https://localhost:${port}` : `http://127.0.0.1:${port}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** What a request brings. */
export { buffer as bytesOf, text as bodyOf } from 'node:stream/consumers';
