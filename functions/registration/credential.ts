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

/**
 * Quotes and brackets; what a shell reads; asterisks; a variable; a header's or another name before it; a user, an
 * address. A colon or a slash may be of an administrator's own prefix, which app/models/application_setting.rb (GitLab
 * 18.x) lets consist of [a-zA-Z0-9_+=/@:.-]. One that ends in a colon or an equals sign before GitLab's own, as in
 * `acme:glpat-`, stays refused: it looks as a user or a name does.
 */
const AROUND =
  /["'`<>{}()[\]\\,;|&]|^[$*]|:$|:\/\/|^(private-|runner-|job-)?token[=:]|[=:]([^=:]*-)?(gl(pat|rtr?)-|GR1348941)|^(authorization|bearer)\b/i;

/** What stands in a pipeline or an example until somebody puts a token there. */
const PLACEHOLDER = /^(%.*%|__\w+__|null|undefined|none|(change|replace)[_-]?me|x+)$/i;

/** A user before any token, or GitLab's prefixes in capitals; where they are an administrator's own, the kind must be said, too. */
const UNSAID = /:|(^|-)GL(PAT|RTR?)-/;

/** As the template takes it, with two slashes at least. An administrator's own prefix and a registration token in base64 may begin with a slash; their kind must be said. */
const NAME = /^(\/[\w.-]+(\/[\w.-]+)+$|arn:)/;

/** What keeps a text from being a credential, beginning with where it was given; undefined when nothing does. */
export function credentialFault(where: string, token: string, isKindSaid: boolean): string | undefined {
  if (NAME.test(token) || (!isKindSaid && token.startsWith('/')))
    return `${where} is a name and no token: set GitLabTokenSource to the name that holds the token itself, and GitLabTokenKind to its kind`;
  const forms = [/[^\x21-\x7e]/, AROUND, PLACEHOLDER, ...(isKindSaid ? [] : [UNSAID])];
  if (forms.some((form) => form.test(token)))
    return `${where} is not a token alone, but holds white space, quotes, JSON, the name of a header or characters that no token has: give the token as GitLab shows it`;
  const other = OTHERS[/(?:^|-)(gl[a-z]+)-/.exec(token)?.[1] ?? ''];
  return (
    other &&
    `${where} is ${other}, which cannot make a runner: give an access token (glpat-) or a runner token (glrt-)`
  );
}
