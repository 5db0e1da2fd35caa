import { isUnreached } from '../shared/network-errors.ts';

/** What the two sides of a connection disagree about, or why there is none. */
export type Failure =
  | 'expired'
  | 'not-yet-valid'
  | 'other-name'
  | 'common-name'
  | 'untrusted'
  | 'unsuitable'
  | 'tls-version'
  | 'client-certificate'
  | 'not-tls'
  | 'tls-closed'
  | 'no-common-tls'
  | 'not-http'
  | 'too-large'
  | 'unknown-name'
  | 'silent'
  | 'unreachable';

/**
 * By Node's codes, the first that fits: those of certificates are OpenSSL's X509_V_ERR, the others its SSL_R and alerts.
 * https://nodejs.org/api/tls.html#x509-certificate-error-codes
 */
const FAILURES: ReadonlyArray<readonly [codes: RegExp, failure: Failure]> = [
  [/^CERT_HAS_EXPIRED$/, 'expired'],
  [/^CERT_NOT_YET_VALID$/, 'not-yet-valid'],
  [/^ERR_TLS_CERT_ALTNAME_MISSING$/, 'common-name'],
  [/^(ERR_TLS_CERT_ALTNAME_\w+|HOSTNAME_MISMATCH)$|UNRECOGNIZED_NAME/, 'other-name'],
  [/^ETOOLARGE$/, 'too-large'],
  [/^HPE_/, 'not-http'],
  [/^ENOTFOUND$/, 'unknown-name'],
  [/^ETIMEDOUT$|^ERR_TLS_HANDSHAKE_TIMEOUT$/, 'silent'],
  [/^ETLSRESET$/, 'tls-closed'],
  [/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|VERSION_TOO_|NO_PROTOCOLS|INAPPROPRIATE_FALLBACK/, 'tls-version'],
  [/ALERT_(BAD_)?CERTIFICATE|ALERT_UNKNOWN_CA/, 'client-certificate'],
  [/WRONG_VERSION_NUMBER|UNKNOWN_PROTOCOL|HTTP_REQUEST|PACKET_LENGTH|RECORD_(TYPE|LAYER)/, 'not-tls'],
  [/DH_KEY_TOO_SMALL/, 'no-common-tls'],
  [
    /TOO_(WEAK|SMALL)|INVALID_(PURPOSE|CA)|PATH_LENGTH|CHAIN_TOO_LONG|SIGNATURE_FAILURE|REVOKED/,
    'unsuitable',
  ],
  [/^(ERR_SSL_|EPROTO$)/, 'no-common-tls'],
  [/CERT|SELF_SIGNED|UNABLE_TO|ISSUER|^ERR_TLS/, 'untrusted'],
];

/** What an ExchangeError's code means. */
export function failureOf(code: string): Failure {
  return FAILURES.find(([codes]) => codes.test(code))?.[1] ?? 'unreachable';
}

/** Whether another try may do better. */
export function mayPass(code: string): boolean {
  return isUnreached(code) || code === 'ETIMEDOUT' || code === 'ETLSRESET';
}
