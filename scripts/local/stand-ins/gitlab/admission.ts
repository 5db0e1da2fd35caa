import { type AccessToken, isAtLeast, type Permission, type Scope } from './access-token.ts';
import { denied, insufficientScope, invalidToken, notFoundAtAll, unauthorized } from './errors.ts';
import type { Registry } from './registry.ts';
import type { Asked, Reply } from './reply.ts';
import type { Runner } from './runner.ts';

// GitLab's lib/api/api_guard.rb of 18.x, and for fine-grained tokens
// app/services/authz/tokens/authorize_granular_scopes_service.rb of 19.4.

/** What a request to an endpoint needs of its access token. */
export interface Needs {
  readonly scopes: readonly Scope[];
  /** Of a fine-grained token; undefined where GitLab takes none. */
  readonly permission?: Permission;
}

export const tokenOf = ({ accessTokens }: Registry, { headers }: Asked): AccessToken | undefined =>
  accessTokens.get(String(headers['private-token']));

/** Undefined when the request's access token lives and is for this. */
export function refuseToken(
  gitLab: Registry,
  asked: Asked,
  { scopes, permission }: Needs,
): Reply | undefined {
  const token = tokenOf(gitLab, asked);
  if (!token) return unauthorized;
  if (token.state !== 'active') return invalidToken(token.state);
  if (token.permissions) return refuseFineGrained(token, boundaryOf(gitLab, asked), permission);
  return scopes.some((scope) => token.scopes.includes(scope)) ? undefined : insufficientScope(scopes);
}

type Boundary = 'user' | 'project' | 'group' | 'instance';

function refuseFineGrained(token: AccessToken, boundary: Boundary | undefined, wanted?: Permission) {
  if (!wanted) return denied("This operation doesn't support fine-grained personal access tokens.");
  if (token.permissions?.includes(wanted)) return undefined;
  // Whoever may not know of the project or group is not told that it is there.
  const isHidden = (boundary === 'project' || boundary === 'group') && !isAtLeast(token, 'developer');
  if (!boundary || isHidden) return notFoundAtAll;
  return denied(
    `This operation requires a fine-grained personal access token with the following ${boundary} permissions: [${wanted}].`,
  );
}

const BOUNDARIES: Readonly<Record<Runner['runnerType'], Boundary>> = {
  project_type: 'project',
  group_type: 'group',
  instance_type: 'instance',
};

/** Where the permission must be held; undefined when the runner does not exist. */
function boundaryOf({ runners }: Registry, { path }: Asked): Boundary | undefined {
  const [, home, id] = path.split('/');
  if (home === 'user') return 'user';
  if (home === 'projects' || home === 'groups') return home === 'projects' ? 'project' : 'group';
  if (id === 'all') return 'instance';
  const runner = runners.get(Number(id));
  return runner && BOUNDARIES[runner.runnerType];
}
