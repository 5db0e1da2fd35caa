import { once } from 'node:events';
import { get as getPlain } from 'node:http';
import { get as getSecure } from 'node:https';
import { createServer } from 'node:net';

/** A port of 127.0.0.1 that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port on 127.0.0.1');
  return address.port;
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
