import type { Failure } from '../https/failure.ts';

interface Disagreement {
  readonly message: string;
  readonly cause: string;
  readonly remedy: string;
  readonly advice: string;
}

/** What the function and the server that GitLabUrl leads to disagree about when there is no TLS between them. */
export const DISAGREEMENTS = {
  expired: {
    message: 'The certificate of {host} has expired',
    cause: 'Nobody renewed it.',
    remedy: 'renew it on the GitLab server',
    advice: 'With a proxy before GitLab it is the proxy’s.',
  },
  'not-yet-valid': {
    message: 'The certificate of {host} is not valid yet',
    cause: 'A clock that goes wrong where it was issued.',
    remedy: 'correct its dates on the GitLab server',
    advice: 'Correct the clock, then issue it again.',
  },
  'other-name': {
    message: 'The certificate of {host} is for another host name',
    cause: '`GitLabUrl` has another name than the certificate, such as one without the domain.',
    remedy: 'check GitLabUrl, or correct the certificate on the GitLab server',
    advice: 'The address that GitLab itself shows is usually the right one.',
  },
  'common-name': {
    message:
      'The certificate of {host} has its name in the common name alone, which GitLab Runner does not read',
    cause: 'It was issued by hand, without a subjectAltName.',
    remedy: 'issue it with a subjectAltName',
    advice: 'Go, in which GitLab Runner is written, passes over the common name since 1.15.',
  },
  untrusted: {
    message: 'The certificate of {host} is not trusted ({code})',
    cause:
      'GitLab’s certificate is of a private authority, and `GitLabCaCertificate` is empty or another one’s.',
    remedy:
      'if GitLab uses a private authority, give its certificate as GitLabCaCertificate, and have the server send its whole chain',
    advice:
      'With `UNABLE_TO_VERIFY_LEAF_SIGNATURE` the server does not send its whole chain. An intermediate or the server’s own certificate is trusted, too, when it is given.',
  },
  unsuitable: {
    message: 'The certificate of {host} cannot be used for a server ({code})',
    cause:
      'Its key is short, its signature SHA-1 or broken, it is for other purposes, or what issued it is no authority.',
    remedy: 'issue another one on the GitLab server, and see that GitLabCaCertificate is an authority',
    advice: 'Issue it for server authentication, with 2048 bits or more and SHA-256.',
  },
  'tls-version': {
    message: '{host} speaks no TLS that is accepted here ({code})',
    cause: 'An old proxy or load balancer before GitLab.',
    remedy: 'switch TLS 1.2 or 1.3 on in front of GitLab, or check GitLabUrl',
    advice: 'GitLab Runner accepts nothing older either. The address may lead to an old proxy.',
  },
  'client-certificate': {
    message: '{host} asks for a client certificate ({code}), and the stack has none',
    cause: 'What stands before GitLab demands mutual TLS.',
    remedy: 'let it reach GitLab without one, if need be under another address as GitLabUrl',
    advice: 'GitLab Runner has no client certificate from the stack either.',
  },
  'not-tls': {
    message: '{host} does not answer in TLS ({code})',
    cause: 'The port is that of plain HTTP or SSH.',
    remedy: 'check the port in GitLabUrl',
    advice: 'Without a port `GitLabUrl` means 443.',
  },
  'tls-closed': {
    message: '{host} closed the connection before TLS was agreed on',
    cause: 'A firewall that reads host names, or a load balancer without a healthy GitLab.',
    remedy:
      'see that no firewall before it refuses its name or the address of the function, and check GitLabUrl',
    advice: 'See the log of what stands before GitLab.',
  },
  'no-common-tls': {
    message: '{host} and the function agree on no TLS ({code})',
    cause: 'The server allows few ciphers, or wants a client certificate.',
    remedy:
      'see the ciphers of the server that GitLabUrl leads to, and whether it asks for a client certificate',
    advice: 'With `HANDSHAKE_FAILURE` the server says no more than that: its log does.',
  },
} as const satisfies Partial<Readonly<Record<Failure, Disagreement>>>;

export type DisagreementName = keyof typeof DISAGREEMENTS;

export const isDisagreement = (failure: Failure): failure is DisagreementName => failure in DISAGREEMENTS;
