import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { get as getPlain } from 'node:http';
import { get as getSecure } from 'node:https';
import { createServer } from 'node:net';

/**
 * A port of 127.0.0.1 that nobody listens at and that is no other caller's, in whatever process, until this one ends:
 * who asks needs a second to listen there, and tests run several processes. The UDP port of the same number is what
 * keeps it. No outgoing connection takes it either, as it is below the ports that Linux gives those (32768 and up).
 */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = randomInt(20_000, 30_000);
    if ((await isKept(port)) && (await isFree(port))) return port;
  }
  throw new Error('No free port on 127.0.0.1 between 20000 and 29999.');
}

async function isKept(port: number): Promise<boolean> {
  const socket = createSocket('udp4').unref();
  socket.bind({ port, address: '127.0.0.1', exclusive: true });
  return once(socket, 'listening').then(
    () => true,
    () => false,
  );
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  const listens = await once(server, 'listening').then(
    () => true,
    () => false,
  );
  if (listens) await once(server.close(), 'close');
  return listens;
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
