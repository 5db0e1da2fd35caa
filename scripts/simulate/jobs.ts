import { CommandError } from '../lib/command-error.ts';

/** A job as GitLab queues it. Times are seconds; moments are seconds since 1970. */
export interface Job {
  /** When it began to wait for a runner, which is later than when its pipeline created it. */
  readonly queuedAt: number;
  readonly duration: number;
}

/** The jobs of some time, by when they were queued. */
export interface Trace {
  readonly name: string;
  readonly jobs: readonly Job[];
  readonly from: number;
  readonly to: number;
}

/** What GitLab says of a job, as far as it is read: https://docs.gitlab.com/api/jobs/ */
type Exported = Readonly<
  Partial<
    Record<'id' | 'created_at' | 'started_at' | 'finished_at' | 'duration' | 'queued_duration', unknown>
  >
>;

/**
 * Reads responses of `GET /projects/:id/jobs`: one array, or several as pages appended to a file make it. `leftOut`
 * counts the jobs that did not run, or still do. Throws a CommandError when it is neither, or no job in it ran.
 */
export function readJobs(name: string, text: string): { readonly trace: Trace; readonly leftOut: number } {
  // A job is on two pages when another was created between them.
  const exported = [...new Map(pages(name, text).map((job) => [job.id ?? job, job])).values()];
  const jobs = exported
    .flatMap((job) => jobOf(job) ?? [])
    .sort((one, other) => one.queuedAt - other.queuedAt);
  const [first] = jobs;
  if (!first) throw new CommandError(`No job in ${name} has both begun and ended.`);
  const to = jobs.reduce((latest, { queuedAt, duration }) => Math.max(latest, queuedAt + duration), 0);
  return { trace: { name, jobs, from: first.queuedAt, to }, leftOut: exported.length - jobs.length };
}

/**
 * The jobs of every page in it, of which each begins on a line of its own. Throws a CommandError that names the line
 * where something else begins, such as an error page that was appended.
 */
function pages(name: string, text: string): Exported[] {
  let line = 1;
  // Of a page in many lines only the last one begins with a bracket that closes.
  return text.split(/(?<=^(?:\[.*)?\][^\S\n]*\n)/m).flatMap((page) => {
    const begin = line + lineBreaks(/^\s*/.exec(page)?.[0] ?? '');
    line += lineBreaks(page);
    const jobs = page.trim() === '' ? [] : parsed(page);
    if (isPage(jobs)) return jobs;
    throw new CommandError(
      `${name} must be a list of jobs in JSON, as GitLab returns it: what begins in line ${begin} is none. Take it out, or fetch the jobs again.`,
    );
  });
}

const lineBreaks = (text: string) => text.split('\n').length - 1;

const isPage = (value: unknown): value is Exported[] =>
  Array.isArray(value) && value.every((job) => typeof job === 'object' && job !== null);

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Undefined for a job that did not run. */
function jobOf({
  created_at,
  started_at,
  finished_at,
  duration,
  queued_duration,
}: Exported): Job | undefined {
  const [started, ended] = [moment(started_at), moment(finished_at)];
  if (started === undefined || ended === undefined) return undefined;
  // A job of a later stage is created long before it may run; older GitLab does not say how long it was queued.
  const queuedAt =
    typeof queued_duration === 'number' ? started - queued_duration : (moment(created_at) ?? started);
  const seconds = typeof duration === 'number' ? duration : ended - started;
  return { queuedAt: Math.floor(queuedAt), duration: Math.max(1, Math.ceil(seconds)) };
}

function moment(value: unknown): number | undefined {
  const milliseconds = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000;
}
