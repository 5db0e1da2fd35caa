import type { Runner } from './runner.ts';

export type Scope = 'api' | 'read_api' | 'read_user' | 'create_runner' | 'manage_runner' | 'admin_mode';

/** Of the token's user in the one project and the one group. */
export type Role = 'none' | 'developer' | 'maintainer' | 'owner' | 'administrator';

/** What a fine-grained token may do, as GitLab names it in its refusals. */
export type Permission = 'Runner: Create' | 'Runner: Read' | 'Runner: Update' | 'Runner: Delete';

export interface AccessToken {
  readonly scopes: readonly Scope[];
  readonly role: Role;
  readonly state: 'active' | 'expired' | 'revoked';
  /** Of a fine-grained token, which has no scopes. */
  readonly permissions?: readonly Permission[] | undefined;
}

const RANKS: readonly Role[] = ['none', 'developer', 'maintainer', 'owner', 'administrator'];

/** Whether the user has this role or a higher one. */
export const isAtLeast = ({ role }: AccessToken, least: Role): boolean =>
  RANKS.indexOf(role) >= RANKS.indexOf(least);

/**
 * Who creates and changes a runner: a maintainer of the project, an owner of the group, an administrator for the
 * instance. GitLab's config/authz/roles and spec/requests/api/user_runners_spec.rb of 19.x.
 */
export const MANAGES: Readonly<Record<Runner['runnerType'], Role>> = {
  project_type: 'maintainer',
  group_type: 'owner',
  instance_type: 'administrator',
};

/** The scope is offered since 17.1: doc/security/tokens/access_token_scopes.md. A personal access token's validation refuses it before. */
export function mustExist(scopes: readonly Scope[], version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOlder = major < 17 || (major === 17 && minor < 1);
  if (isOlder && scopes.includes('manage_runner'))
    throw new Error('Scopes can only contain available scopes');
}
