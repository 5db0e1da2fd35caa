/** What a GitLab credential can do: be exchanged for a runner, create one as a user, or be a runner already. */
export type CredentialKind = 'registration' | 'access' | 'runner';

const PREFIXES: ReadonlyArray<readonly [prefix: string, kind: CredentialKind]> = [
  ['GR1348941', 'registration'],
  ['glpat-', 'access'],
  ['glrt-', 'runner'],
  ['glrtr-', 'runner'],
  ['t1_', 'runner'],
  ['t2_', 'runner'],
  ['t3_', 'runner'],
];

/**
 * The kind by GitLab's token prefixes; a token without a known one is a registration token, as those of an
 * instance have none. https://docs.gitlab.com/security/tokens/#token-prefixes
 */
export function recogniseKind(token: string): CredentialKind {
  return PREFIXES.find(([prefix]) => token.startsWith(prefix))?.[1] ?? 'registration';
}
