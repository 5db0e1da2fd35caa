import type { Job, Trace } from './job.ts';

/** What GitLab says of a job, as far as it is read: https://docs.gitlab.com/api/jobs/ */
interface Exported {
  readonly id?: unknown;
  readonly created_at?: unknown;
  readonly started_at?: unknown;
  readonly finished_at?: unknown;
  readonly duration?: unknown;
  readonly queued_duration?: unknown;
}

export interface Export {
  readonly trace: Trace;
  /** Jobs that never ran, such as skipped ones, or still do. */
  readonly leftOut: number;
}

/**
 * Reads answers of `GET /projects/:id/jobs`: one array, or one array a line, as pages appended to a file make it.
 * Throws a SyntaxError when it is neither, and an Error when no job in it ran.
 */
export function readJobs(name: string, text: string): Export {
  const exported = eachOnce(arrays(text).flat());
  const jobs = exported.flatMap((job) => jobOf(job) ?? []);
  jobs.sort((one, other) => one.queuedAt - other.queuedAt);
  const [first] = jobs;
  if (!first) throw new Error(`No job in ${name} has both begun and ended.`);
  const to = jobs.reduce((latest, { queuedAt, duration }) => Math.max(latest, queuedAt + duration), 0);
  return { trace: { name, jobs, from: first.queuedAt, to }, leftOut: exported.length - jobs.length };
}

function arrays(text: string): Exported[][] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const pages: unknown[] = lines.every((line) => line.startsWith('[') && line.trimEnd().endsWith(']'))
    ? lines.map((line) => JSON.parse(line))
    : [JSON.parse(text)];
  const isPage = (page: unknown): page is Exported[] => Array.isArray(page);
  if (!pages.every(isPage)) throw new SyntaxError('It must be a list of jobs, as GitLab answers it.');
  return pages;
}

/** A job is on two pages when another was made between them. */
function eachOnce(exported: readonly Exported[]): readonly Exported[] {
  return [...new Map(exported.map((job) => [job.id ?? job, job])).values()];
}

/** Undefined for a job that did not run. */
function jobOf({
  created_at,
  started_at,
  finished_at,
  duration,
  queued_duration,
}: Exported): Job | undefined {
  const started = moment(started_at);
  const ended = moment(finished_at);
  if (started === undefined || ended === undefined) return undefined;
  // A job of a later stage is made long before it may run; older GitLab does not say how long it was queued.
  const queuedAt =
    typeof queued_duration === 'number' ? started - queued_duration : (moment(created_at) ?? started);
  const seconds = typeof duration === 'number' ? duration : ended - started;
  return { queuedAt: Math.floor(queuedAt), duration: Math.max(1, Math.ceil(seconds)) };
}

function moment(value: unknown): number | undefined {
  const milliseconds = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000;
}
