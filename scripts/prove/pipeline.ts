import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from '../lib/command-error.ts';
import { isFlag, isId, isText, listOf, maybe, type Of, objectOf } from '../lib/forms.ts';
import { type GitLabApi, hasId } from '../local/gitlab-api.ts';

/** In GitLab: where the pipeline is, on a branch that is named as the tag that only this proof's runner has. */
export interface Branch {
  readonly project: number;
  readonly branch: string;
}
/** As GET /projects/:id has it: lib/api/entities/project.rb of 18.x. */
const isProject = objectOf({
  ...{ default_branch: maybe(isText), ci_config_path: maybe(isText), empty_repo: maybe(isFlag) },
});
/** As GET /projects/:id/pipelines/:pipeline_id/jobs has it: lib/api/entities/ci/job_basic.rb of 18.x. */
const isJob = objectOf({
  ...{ id: isId, name: isText, status: isText, created_at: isText, started_at: maybe(isText) },
});
export type Job = Of<typeof isJob>;

/** busybox's programs alone, as in the stack's default image. The address is what the metadata service has on every instance. */
const CI_FILE = (tag: string) => `prove:
  tags: ['${tag}']
  timeout: 15 minutes
  script:
    - |
      echo "prove: kernel $(uname -r)"
      answer() { printf "$1 HTTP/1.0\\r\\n$2\\r\\n" | timeout 5 nc 169.254.169.254 80 | head -n 1 | cut -d ' ' -f 2; }
      token=$(answer 'PUT /latest/api/token' 'X-aws-ec2-metadata-token-ttl-seconds: 60\\r\\nContent-Length: 0\\r\\n')
      echo "prove: token \${token:-silence}"
      plain=$(answer 'GET /latest/meta-data/' '')
      echo "prove: plain \${plain:-silence}"
`;

/** Where its branches start, and the file of its pipelines. Throws a CommandError for a project that no proof can be made in. */
export async function seeProject(gitLab: GitLabApi, project: number) {
  const its = await gitLab.read(isProject, `/projects/${project}`);
  const [start_branch, file_path] = [its.default_branch, its.ci_config_path || '.gitlab-ci.yml'];
  // Its first branch would become the default one, which GitLab does not delete.
  if (!start_branch || its.empty_repo) throw new CommandError('The project has no commit: make one.');
  if (/[@:]/.test(file_path))
    throw new CommandError(`The project takes its pipelines from ${file_path}, outside of it: use another.`);
  return { start_branch, file_path };
}

/** Commits a small pipeline to a branch of its own, and waits until GitLab has made the job of it. */
export async function startJob(gitLab: GitLabApi, { project, branch }: Branch, signal: AbortSignal) {
  const { start_branch, file_path } = await seeProject(gitLab, project);
  const commit = (action: 'create' | 'update', none: number[] = []) =>
    gitLab.ask('POST', `/projects/${project}/repository/commits`, {
      none,
      body: {
        ...{ branch, start_branch, commit_message: 'A proof of GitLab Runner Stack for AWS' },
        actions: [{ action, file_path, content: CI_FILE(branch) }],
      },
    });
  // 400 where the file is there, and where nothing may be pushed: the second answer tells.
  if ((await commit('create', [400])) === undefined) await commit('update');
  return waitFor(signal, 60, 'a job in the pipeline', async () => {
    const [pipeline] = await pipelinesOf(gitLab, { project, branch });
    return pipeline && (await jobOf(gitLab, project, pipeline.id)) && pipeline.id;
  });
}

/** Another pipeline of the same branch. */
export async function startAgain(gitLab: GitLabApi, { project, branch }: Branch): Promise<number> {
  return (await gitLab.read(hasId, `/projects/${project}/pipeline`, { ref: branch })).id;
}

/** The proof's: a security policy may have put others beside it. */
export async function jobOf(gitLab: GitLabApi, project: number, pipeline: number): Promise<Job | undefined> {
  const jobs = await gitLab.read(listOf(isJob), `/projects/${project}/pipelines/${pipeline}/jobs`);
  return jobs.find(({ name }) => name === 'prove');
}

const pipelinesOf = (gitLab: GitLabApi, { project, branch }: Branch) =>
  gitLab.read(listOf(hasId), `/projects/${project}/pipelines?ref=${branch}`);

/** Takes the branch and its pipelines out of GitLab, as far as they are there. Only an owner may delete a pipeline. */
export async function removeBranch(gitLab: GitLabApi, where: Branch): Promise<void> {
  const { project, branch } = where;
  for (const { id } of await pipelinesOf(gitLab, where)) {
    await gitLab.ask('POST', `/projects/${project}/pipelines/${id}/cancel`);
    await gitLab.ask('DELETE', `/projects/${project}/pipelines/${id}`, { none: [403] });
  }
  await gitLab.ask('DELETE', `/projects/${project}/repository/branches/${branch}`, { none: [404] });
}

export const PIPELINE = 'a pipeline that only an owner of the project may delete';
/** What GitLab has of a proof, in words. */
export async function leftInGitLab(gitLab: GitLabApi, where: Branch): Promise<string[]> {
  const { project, branch } = where;
  const path = `/projects/${project}/repository/branches/${branch}`;
  const [kept, pipelines, runners] = await Promise.all([
    gitLab.ask('GET', path, { none: [404] }),
    pipelinesOf(gitLab, where),
    gitLab.runners(project, branch),
  ]);
  return [
    ...(kept === undefined ? [] : ['the branch']),
    ...pipelines.map(() => PIPELINE),
    ...runners.map(() => 'a runner'),
  ];
}

/** Asks again until there is a response. @throws CommandError after so many seconds. */
export async function waitFor<T>(
  signal: AbortSignal,
  seconds: number,
  what: string,
  look: () => Promise<T | undefined>,
): Promise<T> {
  for (const end = Date.now() + 1000 * seconds; ; await sleep(2_000, undefined, { signal })) {
    signal.throwIfAborted();
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new CommandError(`There was not ${what} within ${seconds} s.`);
  }
}
