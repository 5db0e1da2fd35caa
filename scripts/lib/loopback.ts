import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { type EventEmitter, once } from 'node:events';
import { get as getPlain } from 'node:http';
import { get as getSecure } from 'node:https';
import { createServer } from 'node:net';

/**
 * A port of 127.0.0.1 that nobody listens at and that is no other caller's, in whatever process, until this one ends:
 * who asks needs a second to listen there, and tests run several processes. The UDP port of the same number is what
 * keeps it. No outgoing connection takes it either, as it is below the ports that Linux gives those (32768 and up).
 */
export async function freePort(): Promise<number> {
  const listens = (socket: EventEmitter) => once(socket, 'listening').catch(() => undefined);
  for (;;) {
    const port = randomInt(20_000, 30_000);
    const keeper = createSocket('udp4').bind({ port, address: '127.0.0.1', exclusive: true });
    if (!(await listens(keeper.unref()))) continue;
    const server = createServer().listen(port, '127.0.0.1');
    if (!(await listens(server))) continue;
    await once(server.close(), 'close');
    return port;
  }
}

/** Whether a GET is answered with 200; `authority` is the PEM that the certificate is from. */
export function answers(url: string, authority: string | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const seen = (status?: number) => resolve(status === 200);
    const request = url.startsWith('https:')
      ? getSecure(url, { agent: false, ca: authority }, (response) => seen(response.resume().statusCode))
      : getPlain(url, { agent: false }, (response) => seen(response.resume().statusCode));
    request.setTimeout(2_000, () => request.destroy()).on('error', () => resolve(false));
  });
}
