import { isAtLeast, type Role } from './access-token.ts';
import { tokenOf } from './admission.ts';
import { forbidden, notFound } from './errors.ts';
import { DEFAULT_BRANCH } from './project.ts';
import type { Registry } from './registry.ts';
import { type Asked, json, type Reply } from './reply.ts';
import { PROJECT_ID } from './runner.ts';

// GitLab's lib/api/projects.rb and lib/api/personal_access_tokens/self_information.rb of 18.x.

export type Answer = (gitLab: Registry, asked: Asked) => Reply;

/** GET /personal_access_tokens/self: any token that lives may ask. */
export const tokenItself: Answer = (gitLab, asked) =>
  json(200, { id: 1, active: true, revoked: false, scopes: tokenOf(gitLab, asked)?.scopes });

/** GET /projects/:id */
export const show = within('developer', () =>
  json(200, { id: PROJECT_ID, default_branch: DEFAULT_BRANCH, ci_config_path: '', empty_repo: false }),
);

/** For those who have this role in the one project. */
export function within(least: Role, answer: Answer): Answer {
  return (gitLab, asked) => {
    const token = tokenOf(gitLab, asked);
    const isThere = Number(asked.path.split('/')[2]) === PROJECT_ID && token && isAtLeast(token, 'developer');
    if (!isThere) return notFound('Project');
    return isAtLeast(token, least) ? answer(gitLab, asked) : forbidden();
  };
}
