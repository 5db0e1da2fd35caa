import { say } from '../sentence.ts';
import { GitLabError } from './gitlab/error.ts';
import type { GitLab } from './ports.ts';
import { FAILURES } from './sentences.ts';

/**
 * Before the user's access token changes or removes a runner: throws a GitLabError unless GitLab shows the stack's
 * marker in its description. The look is allowed to `manage_runner`; to a token that may not see the runner GitLab
 * returns 404, so that is no proof of its removal.
 * https://gitlab.com/gitlab-org/gitlab/-/blob/master/lib/api/ci/runners.rb
 */
export async function mustBeMarked(
  gitLab: GitLab,
  accessToken: string,
  runner: string,
  marker: string,
): Promise<void> {
  const description = await gitLab.describe(accessToken, runner);
  if (description.includes(`[${marker}]`)) return;
  throw new GitLabError(say(FAILURES.notMarked, { runner, marker }), 'refused');
}
