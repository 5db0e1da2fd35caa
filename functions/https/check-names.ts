import { checkServerIdentity, type PeerCertificate } from 'node:tls';

/**
 * Node's check of a server's names, without what Go does not do: a certificate that has no subjectAltName is of no
 * host, whatever its common name says. gitlab-runner would refuse it minutes later: https://go.dev/doc/go1.15#commonname
 */
export function checkNames(host: string, certificate: PeerCertificate): Error | undefined {
  if (certificate.subjectaltname) return checkServerIdentity(host, certificate);
  return Object.assign(new Error('no subjectAltName'), { code: 'ERR_TLS_CERT_ALTNAME_MISSING' });
}
