import type { Failure } from '../https/failure.ts';
import type { Explanation } from '../sentence.ts';

interface Disagreement {
  readonly message: string;
  readonly remedy: string;
}

/** What the function and the server that GitLabUrl leads to disagree about when there is no TLS between them. */
export const DISAGREEMENTS = {
  expired: {
    message: 'The certificate of {host} has expired',
    remedy: 'renew it on the GitLab server',
  },
  'not-yet-valid': {
    message: 'The certificate of {host} is not valid yet',
    remedy: 'correct its dates on the GitLab server',
  },
  'other-name': {
    message: 'The certificate of {host} is for another host name',
    remedy: 'check GitLabUrl, or correct the certificate on the GitLab server',
  },
  'common-name': {
    message:
      'The certificate of {host} has its name only in the common name, which GitLab Runner does not read',
    remedy: 'issue it with a subjectAltName',
  },
  untrusted: {
    message: 'The certificate of {host} is not trusted ({code})',
    remedy:
      'if a private CA signed it, give the CA certificate as GitLabCaCertificate, and have the server send its whole chain',
  },
  unsuitable: {
    message: 'The certificate of {host} cannot be used for a server ({code})',
    remedy: 'issue another one on the GitLab server, and see that GitLabCaCertificate is a CA certificate',
  },
  'tls-version': {
    message: '{host} speaks no TLS that is accepted here ({code})',
    remedy: 'switch TLS 1.2 or 1.3 on in front of GitLab, or check GitLabUrl',
  },
  'client-certificate': {
    message: '{host} asks for a client certificate ({code}), and the stack has none',
    remedy: 'let it reach GitLab without one, if need be under another URL as GitLabUrl',
  },
  'not-tls': {
    message: '{host} does not speak TLS ({code})',
    remedy: 'check the port in GitLabUrl',
  },
  'tls-closed': {
    message: '{host} closed the connection before TLS was agreed on',
    remedy:
      'see that no firewall before it refuses its name or the address of the function, and check GitLabUrl',
  },
  'no-common-tls': {
    message: '{host} and the function agree on no TLS ({code})',
    remedy:
      'see the ciphers of the server that GitLabUrl leads to, and whether it asks for a client certificate',
  },
} as const satisfies Partial<Readonly<Record<Failure, Disagreement>>>;

export type DisagreementName = keyof typeof DISAGREEMENTS;

export const isDisagreement = (failure: Failure): failure is DisagreementName => failure in DISAGREEMENTS;

/** For the documents alone: a function is built without it. */
export const EXPLAINED = {
  expired: {
    cause: 'Nobody renewed it.',
    advice: 'With a proxy before GitLab it is the proxy’s.',
  },
  'not-yet-valid': {
    cause: 'A clock that goes wrong where it was issued.',
    advice: 'Correct the clock, then issue it again.',
  },
  'other-name': {
    cause: '`GitLabUrl` has another name than the certificate, such as one without the domain.',
    advice: 'The address that GitLab itself shows is usually the right one.',
  },
  'common-name': {
    cause: 'It was issued by hand, without a subjectAltName.',
    advice: 'Go, in which GitLab Runner is written, passes over the common name since 1.15.',
  },
  untrusted: {
    cause: 'A private CA signed GitLab’s certificate, and `GitLabCaCertificate` is empty or another one’s.',
    advice:
      'With `UNABLE_TO_VERIFY_LEAF_SIGNATURE` the server does not send its whole chain. An intermediate or the server’s own certificate is trusted, too, when it is given.',
  },
  unsuitable: {
    cause:
      'Its key is short, its signature SHA-1 or broken, it is for other purposes, or its issuer is no CA.',
    advice: 'Issue it for server authentication, with 2048 bits or more and SHA-256.',
  },
  'tls-version': {
    cause: 'An old proxy or load balancer before GitLab.',
    advice: 'GitLab Runner accepts nothing older either. The address may lead to an old proxy.',
  },
  'client-certificate': {
    cause: 'What stands before GitLab demands mutual TLS.',
    advice: 'GitLab Runner has no client certificate from the stack either.',
  },
  'not-tls': {
    cause: 'The port is that of plain HTTP or SSH.',
    advice: 'Without a port `GitLabUrl` means 443.',
  },
  'tls-closed': {
    cause: 'A firewall that reads host names, or a load balancer without a healthy GitLab.',
    advice: 'See the log of what stands before GitLab.',
  },
  'no-common-tls': {
    cause: 'The server allows few ciphers, or wants a client certificate.',
    advice: 'With `HANDSHAKE_FAILURE` the server says no more than that: its log does.',
  },
} satisfies Record<DisagreementName, Explanation>;
