import { spawnSync } from 'node:child_process';
import { isAtLeast } from './access-token.ts';
import { tokenOf } from './admission.ts';
import { badRequest, forbidden, notFound, refused } from './errors.ts';
import { DEFAULT_BRANCH, type Project } from './project.ts';
import { type Answer, within } from './project-routes.ts';
import { json, noContent, type Reply } from './reply.ts';

// GitLab's lib/api/commits.rb and lib/gitlab/gitaly_client/operation_service.rb of 18.x, lib/api/branches.rb of 14.x,
// app/services/commits/create_service.rb of 13.x, app/services/branches/delete_service.rb of a fork that says no version.

type Fields = Readonly<Record<string, unknown>>;

/** POST /projects/:id/repository/commits: a branch with it, when start_branch says from where. */
export const commit = within('developer', (gitLab, asked) => {
  const { branch, start_branch: start = branch, actions } = asked.params;
  const token = tokenOf(gitLab, asked);
  // The default branch is protected: https://docs.gitlab.com/user/project/repository/branches/default/
  if (branch === DEFAULT_BRANCH && token && !isAtLeast(token, 'maintainer'))
    return forbidden('You are not allowed to push into this branch');
  const complaint = complaintOn(asked.params);
  if (complaint) return badRequest(complaint);
  mustBePlayed(asked.params, ['branch', 'start_branch', 'commit_message', 'actions']);
  return carryOut(gitLab.project, String(branch), String(start), actions as Fields[]);
});

function complaintOn(params: Fields): string | undefined {
  const missing = ['branch', 'commit_message', 'actions'].find((name) => isBlank(params[name]));
  if (missing) return `${missing} is required`;
  if (!Array.isArray(params.actions)) return 'actions must be an array';
  if ('start_sha' in params && 'start_branch' in params)
    return 'start_branch, start_sha are mutually exclusive';
  const complaints = params.actions.map(complaintOnAction);
  const index = complaints.findIndex(Boolean);
  return index < 0 ? undefined : `actions[${index}]${complaints[index]}`;
}

function complaintOnAction(fields: Fields): string | undefined {
  const { action, file_path: path, encoding = 'text' } = fields;
  if (isBlank(action)) return '[action] is required';
  if (isBlank(path)) return '[file_path] is required';
  if (!/^(create|update|move|delete|chmod)$/.test(String(action)))
    return '[action] must be one of: create, update, move, delete, chmod';
  if (encoding !== 'text' && encoding !== 'base64') return '[encoding] must be text or base64';
  if (action === 'update' && !('content' in fields)) return '[content] is required for update action';
  return undefined;
}

function carryOut(project: Project, branch: string, start: string, actions: readonly Fields[]): Reply {
  const from = project.branches.get(start);
  if (!from) return refused('You can only create or edit files when you are on a branch');
  const isNew = start !== branch;
  if (isNew && project.branches.has(branch))
    return refused(
      `A branch called '${branch}' already exists. Switch to that branch in order to make changes`,
    );
  if (isNew && !isRefName(branch))
    return refused(
      `Something went wrong when we tried to create '${branch}' for you: Branch name is invalid`,
    );
  const files = new Map(from);
  for (const fields of actions) {
    mustBePlayed(fields, ['action', 'file_path', 'content']);
    const [path, isUpdate] = [String(fields.file_path), fields.action === 'update'];
    if (fields.action !== 'create' && !isUpdate)
      throw new Error(`The stand-in GitLab cannot ${fields.action} a file.`);
    if (path.split('/').includes('..')) return refused('Path cannot include directory traversal');
    if (files.has(path) !== isUpdate)
      return refused(`A file with this name ${isUpdate ? "doesn't exist" : 'already exists'}`);
    files.set(path, String(fields.content ?? ''));
  }
  project.push(branch, files);
  return json(201, { id: 'ed899a2f4b50b4370feeea94676502b42383c746', status: null });
}

/** GET /projects/:id/repository/branches/:branch */
export const showBranch = ofBranch((_, name) =>
  json(200, { name, default: name === DEFAULT_BRANCH, protected: name === DEFAULT_BRANCH }),
);

/** DELETE of the same. Its pipelines stay. lib/gitlab/checks/branch_check.rb has the words, in that fork. */
export const removeBranch = ofBranch((project, name) => {
  if (name === DEFAULT_BRANCH) return refused('The default branch of a project cannot be deleted.');
  project.branches.delete(name);
  return noContent;
});

/** `find_branch!` of lib/api/helpers.rb. */
function ofBranch(answer: (project: Project, name: string) => Reply): Answer {
  return within('developer', ({ project }, { path }) => {
    const name = decodeURIComponent(path.split('/').at(-1) ?? '');
    if (!isRefName(name)) return refused('The branch refname is invalid');
    return project.branches.has(name) ? answer(project, name) : notFound('Branch');
  });
}

/** As lib/gitlab/git_ref_validator.rb has it. */
const isRefName = (name: string) =>
  !/^(-|refs\/(heads|remotes)\/|HEAD$)/.test(name) &&
  spawnSync('git', ['check-ref-format', `refs/heads/${name}`]).status === 0;
/** Ruby's `blank?`. */
const isBlank = (value: unknown) => (value ?? false) === false || String(value).trim() === '';

function mustBePlayed(fields: Fields, played: readonly string[]): void {
  const others = Object.keys(fields).filter((name) => !played.includes(name));
  if (others.length > 0) throw new Error(`The stand-in GitLab knows no ${others.join(', ')} of a commit.`);
}
