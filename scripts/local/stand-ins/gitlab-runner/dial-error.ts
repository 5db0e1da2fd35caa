// What Go's packages net and crypto/tls say of an address that cannot be reached or trusted, by what Node says of it.
import { isIP } from 'node:net';

const VERIFICATION = 'tls: failed to verify certificate: x509';
const CERTIFICATE: Readonly<Record<string, string>> = {
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate signed by unknown authority',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate signed by unknown authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate signed by unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate signed by unknown authority',
  CERT_HAS_EXPIRED: 'certificate has expired or is not yet valid',
  CERT_NOT_YET_VALID: 'certificate has expired or is not yet valid',
};

export function dialError(error: NodeJS.ErrnoException, url: URL): string {
  const { code = '' } = error;
  const { address, port } = error as { address?: string; port?: number };
  const certificate = CERTIFICATE[code];
  if (certificate) return `${VERIFICATION}: ${certificate}`;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `${VERIFICATION}: certificate is not valid for ${url.hostname}`;
  if (code === 'ENOTFOUND') return `dial tcp: lookup ${url.hostname}: no such host`;
  if (code === 'EAI_AGAIN') return `dial tcp: lookup ${url.hostname}: server misbehaving`;
  const dialled = `dial tcp ${isIP(address ?? '') === 6 ? `[${address}]` : address}:${port}`;
  if (code === 'ECONNREFUSED') return `${dialled}: connect: connection refused`;
  if (code === 'ECONNRESET') return 'EOF';
  return error.message;
}
