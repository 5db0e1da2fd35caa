import { parse } from 'yaml';

/** A job as GitLab keeps it; times are ISO 8601. */
export interface Job {
  readonly id: number;
  readonly name: string;
  readonly tagList: readonly string[];
  readonly createdAt: string;
  readonly status: 'pending' | 'success' | 'canceled';
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly runner: { readonly id: number } | null;
  readonly log: string;
}
export interface Pipeline {
  readonly id: number;
  readonly ref: string;
  readonly source: 'push' | 'api';
  readonly jobs: readonly Job[];
}

export const DEFAULT_BRANCH = 'main';
const CI_FILE = '.gitlab-ci.yml';

/** What the one project holds: a repository whose default branch has one file, and its pipelines. */
export function openProject() {
  let issued = 0;
  const branches = new Map([[DEFAULT_BRANCH, new Map([['README.md', '# Project']])]]);
  const pipelines = new Map<number, Pipeline>();
  /** The pipeline that comes of a branch's CI file, when there is one. */
  const run = (ref: string, source: Pipeline['source']): Pipeline | undefined => {
    const file = branches.get(ref)?.get(CI_FILE);
    if (file === undefined) return undefined;
    const jobs = jobsIn(file).map(([name, tagList]): Job => {
      const its = { id: 5000 + ++issued, name, tagList, createdAt: new Date().toISOString() };
      return { ...its, status: 'pending', startedAt: null, finishedAt: null, runner: null, log: '' };
    });
    const pipeline = { id: 3000 + ++issued, ref, source, jobs };
    pipelines.set(pipeline.id, pipeline);
    return pipeline;
  };
  return {
    branches,
    pipelines,
    run,
    push(name: string, files: Map<string, string>): void {
      branches.set(name, files);
      run(name, 'push');
    },
    jobs: (): Job[] => [...pipelines.values()].flatMap(({ jobs }) => jobs),
    change(job: Job, changes: Partial<Job>): void {
      for (const pipeline of pipelines.values())
        if (pipeline.jobs.includes(job)) {
          const jobs = pipeline.jobs.map((one) => (one === job ? { ...job, ...changes } : one));
          pipelines.set(pipeline.id, { ...pipeline, jobs });
        }
    },
  };
}
export type Project = ReturnType<typeof openProject>;

/** Jobs with `script` and `tags`; of what else a CI file may hold this stand-in knows `timeout`. */
function jobsIn(text: string): Array<[name: string, tags: string[]]> {
  return Object.entries<Record<string, unknown>>(parse(text)).map(([name, job]) => {
    const unknown = Object.keys(job).filter((key) => !['script', 'tags', 'timeout'].includes(key));
    if (unknown.length > 0 || !Array.isArray(job.script) || !Array.isArray(job.tags))
      throw new Error(`The stand-in GitLab cannot read the job ${name}: ${unknown.join(', ')}`);
    return [name, job.tags.map(String)];
  });
}
