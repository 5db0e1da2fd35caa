import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from '../lib/command-error.ts';
import type { GitLabApi } from '../local/gitlab-api.ts';

/** In GitLab: where the pipeline is, and the tag that only this proof's runner has. */
export interface Branch {
  readonly project: number;
  readonly branch: string;
  readonly tag: string;
}
/** As GET /projects/:id/pipelines/:pipeline_id/jobs has it: lib/api/entities/ci/job_basic.rb. */
export interface Job {
  readonly id: number;
  readonly status: string;
  readonly created_at: string;
  readonly started_at: string | null;
}

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

/** Commits a small pipeline to a branch of its own, and waits until GitLab has made the job of it. */
export async function startJob(gitLab: GitLabApi, { project, branch, tag }: Branch, signal: AbortSignal) {
  const { default_branch: start, ci_config_path: path } = await gitLab.get<{
    default_branch: string | null;
    ci_config_path: string | null;
  }>(`/projects/${project}`);
  const file = { file_path: path || '.gitlab-ci.yml', content: CI_FILE(tag) };
  if (/[@:]/.test(file.file_path))
    throw new CommandError(`The project takes its pipelines from ${path}, outside of it: use another one.`);
  const commit = (action: 'create' | 'update', none: number[] = []) =>
    gitLab.ask('POST', `/projects/${project}/repository/commits`, {
      none,
      body: {
        ...{ branch, ...(start && { start_branch: start }) },
        ...{ commit_message: 'A proof of GitLab Runner Stack for AWS', actions: [{ action, ...file }] },
      },
    });
  // 400 where the file is there, and where nothing may be pushed: the second answer tells.
  if ((await commit('create', [400])) === undefined) await commit('update');
  return waitFor(signal, 60, 'a job in the pipeline', async () => {
    const [pipeline] = await pipelinesOf(gitLab, { project, branch });
    return pipeline && (await jobsOf(gitLab, project, pipeline.id))[0] && pipeline.id;
  });
}

/** Another pipeline of the same branch. */
export async function startAgain(gitLab: GitLabApi, { project, branch }: Branch): Promise<number> {
  const made = await gitLab.ask('POST', `/projects/${project}/pipeline`, { body: { ref: branch } });
  return JSON.parse(made ?? '{}').id;
}

export const jobsOf = (gitLab: GitLabApi, project: number, pipeline: number) =>
  gitLab.get<Job[]>(`/projects/${project}/pipelines/${pipeline}/jobs`);

const pipelinesOf = (gitLab: GitLabApi, { project, branch }: Pick<Branch, 'project' | 'branch'>) =>
  gitLab.get<Array<{ id: number }>>(`/projects/${project}/pipelines?ref=${branch}`);

/** Takes the branch and its pipelines out of GitLab, as far as they are there. Only an owner may delete a pipeline. */
export async function removeBranch(gitLab: GitLabApi, where: Branch): Promise<void> {
  const { project, branch } = where;
  for (const { id } of await pipelinesOf(gitLab, where)) {
    await gitLab.ask('POST', `/projects/${project}/pipelines/${id}/cancel`);
    await gitLab.ask('DELETE', `/projects/${project}/pipelines/${id}`, { none: [403] });
  }
  await gitLab.ask('DELETE', `/projects/${project}/repository/branches/${branch}`, { none: [404] });
}

/** What GitLab has of a proof, in words. */
export async function leftInGitLab(gitLab: GitLabApi, where: Branch): Promise<string[]> {
  const { project, branch, tag } = where;
  const path = `/projects/${project}/repository/branches/${branch}`;
  const [kept, pipelines, runners] = await Promise.all([
    gitLab.ask('GET', path, { none: [404] }),
    pipelinesOf(gitLab, where),
    gitLab.runners(project, tag),
  ]);
  return [
    ...(kept === undefined ? [] : ['the branch']),
    ...pipelines.map(() => 'a pipeline, which only an owner of the project may delete'),
    ...runners.map(() => 'a runner'),
  ];
}

/** Asks again until there is a response. @throws CommandError after so many seconds. */
export async function waitFor<T>(
  signal: AbortSignal,
  seconds: number,
  what: string,
  look: () => Promise<T | undefined>,
  every = 2_000,
): Promise<T> {
  for (const end = Date.now() + 1000 * seconds; ; await sleep(every, undefined, { signal })) {
    signal.throwIfAborted();
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new CommandError(`There was not ${what} within ${seconds} s.`);
  }
}
