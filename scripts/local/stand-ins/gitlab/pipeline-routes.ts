import { isAtLeast, type Role } from './access-token.ts';
import { tokenOf } from './admission.ts';
import { grape, invalid, notFound } from './errors.ts';
import { DEFAULT_BRANCH, type Job, type Pipeline } from './project.ts';
import { type Answer, within } from './project-routes.ts';
import type { Registry } from './registry.ts';
import { json, noContent, type Reply, text } from './reply.ts';

// GitLab's lib/api/ci/pipelines.rb and lib/api/ci/jobs.rb of 18.x, and for what no pipeline comes of
// lib/gitlab/ci/pipeline/chain/validate/{abilities,repository}.rb and lib/gitlab/ci/pipeline/chain/config/content.rb.

/** POST /projects/:id/pipeline */
export const createPipeline = within('developer', (gitLab, asked) => {
  const { ref } = asked.params;
  if (ref === undefined) return grape('ref is missing');
  const token = tokenOf(gitLab, asked);
  if (ref === DEFAULT_BRANCH && token && !isAtLeast(token, 'maintainer'))
    return notMade(
      `You do not have sufficient permission to run a pipeline on '${ref}'. Please select a different branch or contact your administrator for assistance.`,
    );
  if (!gitLab.project.branches.has(String(ref))) return notMade('Reference not found');
  const pipeline = gitLab.project.run(String(ref), 'api');
  return pipeline ? json(201, pipelineOf(pipeline)) : notMade('Missing CI config file');
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

function ofPipeline(least: Role, answer: (gitLab: Registry, pipeline: Pipeline) => Reply): Answer {
  return within(least, (gitLab, { path }) => {
    const pipeline = gitLab.project.pipelines.get(Number(path.split('/')[4]));
    return pipeline ? answer(gitLab, pipeline) : notFound();
  });
}

const notMade = (reason: string) => invalid({ base: [reason] });
const pipelineOf = ({ id, ref, source, jobs }: Pipeline) => ({ id, ref, status: jobs[0]?.status, source });
/** lib/api/entities/ci/job.rb and job_basic.rb of 18.x. */
const jobOf = ({ id, name, status, tagList, createdAt, startedAt, finishedAt, runner }: Job) => ({
  ...{ id, name, status, tag_list: tagList, runner },
  ...{ created_at: createdAt, started_at: startedAt, finished_at: finishedAt },
  queued_duration: startedAt && (Date.parse(startedAt) - Date.parse(createdAt)) / 1000,
});
