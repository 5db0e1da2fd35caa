import type { Failure } from '../https/failure.ts';

interface Disagreement {
  readonly message: string;
  readonly remedy: string;
  readonly advice: string;
}

/** What the function and the server that GitLabUrl leads to disagree about when there is no TLS between them. */
export const DISAGREEMENTS = {
  expired: {
    message: 'The certificate of {host} has expired',
    remedy: 'renew it on the GitLab server',
    advice: 'With a proxy before GitLab it is the proxy’s.',
  },
  'not-yet-valid': {
    message: 'The certificate of {host} is not valid yet',
    remedy: 'correct its dates on the GitLab server',
    advice: 'Or the clock of the machine that issued it.',
  },
  'other-name': {
    message: 'The certificate of {host} is for another host name',
    remedy: 'check GitLabUrl, or correct the certificate on the GitLab server',
    advice: 'The address that GitLab itself shows is usually the right one.',
  },
  untrusted: {
    message: 'The certificate of {host} is not trusted ({code})',
    remedy:
      'if GitLab uses a private authority, give its certificate as GitLabCaCertificate, and have the server send its whole chain',
    advice:
      'With `UNABLE_TO_VERIFY_LEAF_SIGNATURE` the server does not send its whole chain. An intermediate or the server’s own certificate is trusted, too, when it is given.',
  },
  unsuitable: {
    message: 'The certificate of {host} cannot be used for a server ({code})',
    remedy: 'issue another one on the GitLab server, and see that GitLabCaCertificate is an authority',
    advice:
      'Its key is short, its signature SHA-1 or broken, it is for other purposes, or what issued it is no authority.',
  },
  'tls-version': {
    message: '{host} speaks no TLS that is accepted here ({code})',
    remedy: 'switch TLS 1.2 or 1.3 on in front of GitLab, or check GitLabUrl',
    advice: 'GitLab Runner accepts nothing older either. The address may lead to an old proxy.',
  },
  'client-certificate': {
    message: '{host} asks for a client certificate ({code}), and the stack has none',
    remedy: 'let it reach GitLab without one, if need be under another address as GitLabUrl',
    advice: 'What stands before GitLab demands mutual TLS.',
  },
  'not-tls': {
    message: '{host} does not answer in TLS ({code})',
    remedy: 'check the port in GitLabUrl',
    advice: 'The port is that of plain HTTP or SSH, or a proxy answers in its place.',
  },
  'tls-closed': {
    message: '{host} closed the connection before TLS was agreed on',
    remedy:
      'see that no firewall before it refuses its name or the address of the function, and check GitLabUrl',
    advice: 'Or a load balancer without a healthy GitLab behind it.',
  },
  'no-common-tls': {
    message: '{host} and the function agree on no TLS ({code})',
    remedy:
      'see the ciphers of the server that GitLabUrl leads to, and whether it asks for a client certificate',
    advice: 'With `HANDSHAKE_FAILURE` the server says no more than that: its log does.',
  },
} as const satisfies Partial<Readonly<Record<Failure, Disagreement>>>;

export type DisagreementName = keyof typeof DISAGREEMENTS;

export const isDisagreement = (failure: Failure): failure is DisagreementName => failure in DISAGREEMENTS;
