import { normaliseGitLabUrl } from '../../functions/gitlab/url.ts';

export interface TokenPages {
  /** Of GitLab 18.9 and newer: https://gitlab.com/gitlab-org/cli/-/blob/main/internal/commands/auth/login/login.go */
  readonly newer: string;
  /** Before: https://docs.gitlab.com/user/profile/personal_access_tokens/#prefill-personal-access-token-name-and-scopes */
  readonly older: string;
}

/** Where the GitLab makes an access token, with name and scopes filled in; undefined when the address is none. */
export function tokenPages(gitLabUrl: string, name: string): TokenPages | undefined {
  const url = normaliseGitLabUrl(gitLabUrl);
  if (url === undefined) return undefined;
  const page = `${url}/-/user_settings/personal_access_tokens`;
  const query = `name=${encodeURIComponent(name)}&scopes=create_runner,manage_runner`;
  return { newer: `${page}/legacy/new?${query}`, older: `${page}?${query}` };
}
