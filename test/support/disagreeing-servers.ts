import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer, type ServerOptions } from 'node:https';
import { type AddressInfo, createServer, type Server } from 'node:net';
import type { DisagreementName } from '../../functions/gitlab/disagreements.ts';
import type { Certificate } from '../../scripts/lib/certificates.ts';
import { expiredCertificate, selfSignedCertificate } from './certificates.ts';
import { authority } from './https-server.ts';

interface Disagreeing {
  readonly server: Server;
  /** What the client gives as a private CA's. */
  readonly ca: string;
}

const own = authority.issue('localhost');
const expired = expiredCertificate();
const soon = selfSignedCertificate('20990101000000Z', '20990102000000Z');
const ALWAYS = ['20200101000000Z', '20990101000000Z'] as const;
const forClients = selfSignedCertificate(
  ...ALWAYS,
  'subjectAltName=DNS:localhost\nextendedKeyUsage=clientAuth',
);
const withoutNames = selfSignedCertificate(...ALWAYS, 'basicConstraints=CA:true');

const https = (certificate: Certificate, options: ServerOptions = {}, ca = authority.cert): Disagreeing => ({
  server: createHttpsServer({ ...certificate, ...options }, (_, response) => void response.end('{}')),
  ca,
});
const tcp = (server: Server): Disagreeing => ({ server, ca: authority.cert });

/** A server for each thing that a client and a server can disagree about before a byte of HTTP. */
export const DISAGREEING: Readonly<Record<DisagreementName, () => Disagreeing>> = {
  expired: () => https(expired, {}, expired.cert),
  'not-yet-valid': () => https(soon, {}, soon.cert),
  'other-name': () => https(authority.issue('other.example')),
  'common-name': () => https(withoutNames, {}, withoutNames.cert),
  untrusted: () => https(own, {}, ''),
  unsuitable: () => https(forClients, {}, forClients.cert),
  'tls-version': () =>
    https(own, { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }),
  'client-certificate': () => https(own, { requestCert: true, rejectUnauthorized: true }),
  'not-tls': () => tcp(createHttpServer((_, response) => void response.end('{}'))),
  'tls-closed': () => tcp(createServer((socket) => void socket.once('data', () => socket.resetAndDestroy()))),
  'no-common-tls': () => https(own, { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-CCM8' }),
};

export async function startDisagreeing(name: DisagreementName) {
  const { server, ca } = DISAGREEING[name]();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return { ca, url: `https://localhost:${port}`, stop: () => void server.close() };
}
