/** What a GitLab credential can do: be exchanged for a runner, create one as a user, or be a runner already. */
export type CredentialKind = 'registration' | 'access' | 'runner';

/**
 * GitLab's token prefixes. An administrator may set one of the instance before them, such as `acme-glpat-`.
 * https://docs.gitlab.com/security/tokens/#token-prefixes
 */
const PREFIXES: ReadonlyArray<readonly [prefix: RegExp, kind: CredentialKind]> = [
  [/^GR1348941/, 'registration'],
  [/(^|-)glpat-/, 'access'],
  [/(^|-)glrtr?-/, 'runner'],
  [/^t[123]_/, 'runner'],
];

/** By its prefix; undefined for registration tokens of an instance, which have none, and where an administrator's own replaces GitLab's. */
export const kindByPrefix = (token: string): CredentialKind | undefined =>
  PREFIXES.find(([prefix]) => prefix.test(token))?.[1];

/** The kind of a token of which nobody has said it. */
export const recogniseKind = (token: string): CredentialKind => kindByPrefix(token) ?? 'registration';

/** Tokens of GitLab's that can neither be a runner nor make one. */
const OTHERS: Readonly<Record<string, string>> = {
  gldt: 'a deploy token',
  glcbt: 'a CI/CD job token',
  glptt: 'a pipeline trigger token',
  glft: 'a feed token',
  gloas: 'an OAuth application secret',
  glagent: 'an agent token',
  glimt: 'an incoming mail token',
  glsoat: 'a SCIM token',
  glffct: 'a feature flags token',
};

/** Quotes and brackets; a colon, behind a user, a header or in an address; what a shell reads; asterisks; a variable. */
const AROUND =
  /["'`<>{}()[\]\\,;:|&]|^[$*]|^(private-|runner-|job-)?token=|=([^=]*-)?(gl(pat|rtr?)-|GR1348941)|^(authorization|bearer)\b/i;

/** What keeps a text from being a credential, beginning with where it was given; undefined when nothing does. */
export function credentialFault(where: string, token: string): string | undefined {
  if (/^(arn:|\/)/.test(token))
    return `${where} is a name and no token: give it as GitLabTokenSource, and its kind as GitLabTokenKind`;
  if (/[^\x21-\x7e]/.test(token) || AROUND.test(token))
    return `${where} is not a token alone, but holds white space, quotes, JSON, the name of a header or characters that no token has: give the token as GitLab shows it`;
  const other = OTHERS[/(?:^|-)(gl[a-z]+)-/.exec(token)?.[1] ?? ''];
  return (
    other &&
    `${where} is ${other}, which cannot make a runner: give an access token (glpat-) or a runner token (glrt-)`
  );
}
