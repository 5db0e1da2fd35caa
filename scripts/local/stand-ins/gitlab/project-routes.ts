// GitLab's lib/api/commits.rb and branches.rb of 13.x, with app/services/commits/create_service.rb for their refusals, and
// lib/api/ci/pipelines.rb, lib/api/ci/jobs.rb and lib/api/personal_access_tokens/self_information.rb of 18.x.

import { isAtLeast, type Role } from './access-token.ts';
import { tokenOf } from './admission.ts';
import { forbidden, grape, notFound } from './errors.ts';
import type { Job, Pipeline } from './project.ts';
import type { Registry } from './registry.ts';
import { type Asked, json, noContent, type Reply, text } from './reply.ts';
import { PROJECT_ID } from './runner.ts';

type Answer = (gitLab: Registry, asked: Asked) => Reply;

/** GET /personal_access_tokens/self: any token that lives may ask. */
export const tokenItself: Answer = (gitLab, asked) =>
  json(200, { id: 1, active: true, revoked: false, scopes: tokenOf(gitLab, asked)?.scopes });

/** GET /projects/:id */
export const show = within('developer', () =>
  json(200, { id: PROJECT_ID, default_branch: 'main', ci_config_path: '', empty_repo: false }),
);

/** POST /projects/:id/repository/commits: a branch with it, when start_branch says from where. */
export const commit = within('developer', ({ project }, { params }) => {
  const { branch, start_branch: start = branch, actions } = params;
  const missing = ['branch', 'commit_message', 'actions'].filter((name) => params[name] === undefined);
  if (missing.length > 0) return grape(missing.map((name) => `${name} is missing`).join(', '));
  const from = project.branches.get(String(start));
  if (!from) return refused('You can only create or edit files when you are on a branch');
  if (start !== branch && project.branches.has(String(branch)))
    return refused(
      `A branch called '${branch}' already exists. Switch to that branch in order to make changes`,
    );
  const files = new Map(from);
  for (const { action, file_path: path, content } of actions as Array<Record<string, string>>) {
    if (action !== 'create' && action !== 'update')
      return grape('actions[0][action] does not have a valid value');
    // lib/gitlab/git/index.rb of 9.x has these words; newer ones come from Gitaly.
    if (files.has(path ?? '') === (action === 'create'))
      return refused(action === 'create' ? 'Filename already exists' : "File doesn't exist");
    files.set(path ?? '', content ?? '');
  }
  project.push(String(branch), files);
  return json(201, { id: 'ed899a2f4b50b4370feeea94676502b42383c746', status: null });
});

/** GET /projects/:id/repository/branches/:branch */
export const showBranch = within('developer', ({ project }, { path }) =>
  project.branches.has(lastOf(path)) ? json(200, { name: lastOf(path) }) : notFound('Branch'),
);

/** DELETE of the same. Its pipelines stay. */
export const removeBranch = within('developer', ({ project }, { path }) =>
  project.branches.delete(lastOf(path)) ? noContent : notFound('Branch'),
);

/** POST /projects/:id/pipeline: lib/gitlab/ci/pipeline/chain/validate/repository.rb refuses what is no branch. */
export const createPipeline = within('developer', ({ project }, { params }) => {
  const { ref } = params;
  if (ref === undefined) return grape('ref is missing');
  const files = project.branches.get(String(ref));
  if (!files) return json(400, { message: { base: ['Reference not found'] } });
  project.push(String(ref), files);
  return json(201, pipelineOf([...project.pipelines.values()].at(-1) as Pipeline));
});

/** GET /projects/:id/pipelines, the newest first. */
export const listPipelines = within('developer', ({ project }, { params }) => {
  const found = [...project.pipelines.values()].filter(({ ref }) => !params.ref || ref === params.ref);
  return json(200, found.reverse().map(pipelineOf));
});

/** GET /projects/:id/pipelines/:pipeline_id/jobs */
export const listJobs = ofPipeline('developer', (_, { jobs }) => json(200, jobs.map(jobOf)));

/** POST /projects/:id/pipelines/:pipeline_id/cancel */
export const cancel = ofPipeline('developer', ({ project }, pipeline) => {
  for (const job of pipeline.jobs.filter(({ status }) => status === 'pending'))
    project.change(job, { status: 'canceled' });
  return json(200, pipelineOf(project.pipelines.get(pipeline.id) ?? pipeline));
});

/** DELETE /projects/:id/pipelines/:pipeline_id: `destroy_pipeline` is an owner's, app/policies/project_policy.rb. */
export const removePipeline = ofPipeline('owner', ({ project }, { id }) => {
  project.pipelines.delete(id);
  return noContent;
});

/** GET /projects/:id/jobs/:job_id/trace */
export const trace = within('developer', ({ project }, { path }) => {
  const job = project.jobs().find(({ id }) => String(id) === path.split('/')[4]);
  return job ? text(200, job.log) : notFound();
});

function within(least: Role, answer: Answer): Answer {
  return (gitLab, asked) => {
    const token = tokenOf(gitLab, asked);
    const isThere = Number(asked.path.split('/')[2]) === PROJECT_ID && token && isAtLeast(token, 'developer');
    if (!isThere) return notFound('Project');
    return isAtLeast(token, least) ? answer(gitLab, asked) : forbidden();
  };
}

function ofPipeline(least: Role, answer: (gitLab: Registry, pipeline: Pipeline) => Reply): Answer {
  return within(least, (gitLab, { path }) => {
    const pipeline = gitLab.project.pipelines.get(Number(path.split('/')[4]));
    return pipeline ? answer(gitLab, pipeline) : notFound();
  });
}

const lastOf = (path: string) => decodeURIComponent(path.split('/').at(-1) ?? '');
const refused = (message: string) => json(400, { message });
const pipelineOf = ({ id, ref, jobs }: Pipeline) => ({ id, ref, status: jobs[0]?.status, source: 'push' });
/** lib/api/entities/ci/job.rb and job_basic.rb of 18.x. */
const jobOf = ({ id, name, status, tagList, createdAt, startedAt, finishedAt, runner }: Job) => ({
  ...{ id, name, status, tag_list: tagList, runner },
  ...{ created_at: createdAt, started_at: startedAt, finished_at: finishedAt },
  queued_duration: startedAt && (Date.parse(startedAt) - Date.parse(createdAt)) / 1000,
});
