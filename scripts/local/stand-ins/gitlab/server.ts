import { once } from 'node:events';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Certificate } from '../../../lib/certificates.ts';
import { type Fate, meet } from './fates.ts';
import { askedBy, type Received, receive } from './read.ts';
import { type Asked, html, type Reply } from './reply.ts';

export interface Service {
  /** What comes in is told to `requests`; what it meets is taken from `fates`; what comes through, `answer` answers. */
  readonly root: string;
  readonly requests: Received[];
  readonly fates: Fate[];
  answer(asked: Asked): Reply;
}

/** HTTPS on loopback, as far as a request's fate lets it come. */
export async function serve(
  certificate: Certificate,
  { root, requests, fates, answer }: Service,
  port: number,
) {
  const https = createHttpsServer(certificate, async (incoming, outgoing) => {
    const received = await receive(incoming);
    requests.push(received);
    const carryOut = () => {
      const asked = askedBy(received, root);
      return asked ? answer(asked) : html(404, 'The page could not be found.');
    };
    const fate = fates.shift() ?? 'normal';
    if (fate !== 'reset before TLS') await meet(fate, carryOut, outgoing);
  });
  const open = new Set<Socket>();
  // Every request is taken to come on a connection of its own, as the functions' do.
  const tcp = createServer((socket) => {
    open.add(socket.once('close', () => open.delete(socket)));
    if (fates[0] !== 'reset before TLS') return void https.emit('connection', socket);
    fates.shift();
    socket.resetAndDestroy();
  }).listen(port, '127.0.0.1');
  await once(tcp, 'listening');
  return {
    port: (tcp.address() as AddressInfo).port,
    async stop() {
      for (const socket of open) socket.destroy();
      tcp.close();
      await once(tcp, 'close');
    },
  };
}
