import { type AccessToken, isAtLeast, MANAGES } from './access-token.ts';
import { tokenOf } from './admission.ts';
import { forbidden, notFound } from './errors.ts';
import type { Registry } from './registry.ts';
import type { Asked, Reply } from './reply.ts';
import type { Runner } from './runner.ts';

// What the token's user may, by role: GitLab's lib/api/ci/runners.rb of 19.x, app/services/ci/runners/
// create_runner_service.rb of 18.x, and lib/api/api_guard.rb for Admin Mode. Undefined: it may.

/** POST /user/runners. Administrators may also what they have switched off for others. */
export function refuseCreation(
  gitLab: Registry,
  asked: Asked,
  type: Runner['runnerType'],
): Reply | undefined {
  const token = userOf(gitLab, asked);
  const isAllowed = gitLab.settings.registrars.includes(type) || isAtLeast(token, 'administrator');
  return isAllowed && isAtLeast(token, MANAGES[type]) ? undefined : forbidden('Insufficient permissions');
}

/** GET /runners/:id: an instance's runner is shown to everybody. */
export function refuseLook(gitLab: Registry, asked: Asked, { runnerType }: Runner): Reply | undefined {
  const maySee = runnerType === 'instance_type' || isAtLeast(userOf(gitLab, asked), 'maintainer');
  return maySee ? undefined : forbidden('No access granted');
}

/** PUT /runners/:id and its token's reset. */
export function refuseChange(gitLab: Registry, asked: Asked, { runnerType }: Runner): Reply | undefined {
  return isAtLeast(userOf(gitLab, asked), MANAGES[runnerType]) ? undefined : forbidden('No access granted');
}

/** DELETE /runners/:id. */
export function refuseRemoval(gitLab: Registry, asked: Asked, runner: Runner): Reply | undefined {
  if (runner.projectIds.length > 1 && !isAtLeast(userOf(gitLab, asked), 'administrator'))
    return forbidden('Runner associated with more than one project');
  return refuseChange(gitLab, asked, runner);
}

/** The lists; a project or group in which the user is nobody is not there at all. */
export function refuseList(gitLab: Registry, asked: Asked): Reply | undefined {
  const token = userOf(gitLab, asked);
  const [, home] = asked.path.split('/');
  if (home === 'runners') return isAtLeast(token, 'administrator') ? undefined : forbidden();
  if (!isAtLeast(token, 'developer')) return notFound(home === 'projects' ? 'Project' : 'Group');
  return isAtLeast(token, 'maintainer') ? undefined : forbidden();
}

/** The token as its user stands there: with Admin Mode on, an administrator without that scope is nobody in particular. */
function userOf(gitLab: Registry, asked: Asked): AccessToken {
  const token = tokenOf(gitLab, asked);
  if (!token) throw new Error('The token was refused before.');
  const isAsleep = gitLab.settings.adminMode && !token.scopes.includes('admin_mode');
  return isAsleep && token.role === 'administrator' ? { ...token, role: 'none' } : token;
}
