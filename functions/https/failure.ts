import { isUnreached } from '../shared/network-errors.ts';

export type Failure =
  | 'expired'
  | 'other-name'
  | 'untrusted'
  | 'too-large'
  | 'unknown-name'
  | 'silent'
  | 'unreachable';

const FAILURES: Readonly<Record<string, Failure>> = {
  CERT_HAS_EXPIRED: 'expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'other-name',
  ETOOLARGE: 'too-large',
  ENOTFOUND: 'unknown-name',
  ETIMEDOUT: 'silent',
};

/** What an ExchangeError's code means. */
export function failureOf(code: string): Failure {
  const isTls = /CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS|ISSUER/.test(code);
  return FAILURES[code] ?? (isTls ? 'untrusted' : 'unreachable');
}

/** Whether another try may do better. */
export function mayPass(code: string): boolean {
  return isUnreached(code) || code === 'ETIMEDOUT';
}
