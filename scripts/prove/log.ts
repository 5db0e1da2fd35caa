import type { Job } from './pipeline.ts';
import type { Row } from './record.ts';

/** What a job's log tells. Moments are milliseconds since the epoch. */
export interface JobLog {
  /** When gitlab-runner began each part, such as step_script, in their order. */
  readonly begins: Readonly<Record<string, number>>;
  /** What the job said of itself, by name. */
  readonly said: Readonly<Record<string, string>>;
  /** No worker has run the job. */
  readonly isStandIn: boolean;
}

/** Sections as helpers/build_section.go of gitlab-runner writes them, in whole seconds; a line may have a time before it (FF_TIMESTAMPS). */
export function readLog(text: string): JobLog {
  const begins = [...text.matchAll(/section_start:(\d+):(\w+)/g)].map(
    ([, at, name = '']) => [name, 1000 * Number(at)] as const,
  );
  const lines = [...text.matchAll(/^(?:\S+Z [\da-f]{2}[OE][ +]?)?prove: (\w+) ([\w.+-]+)\s*$/gm)];
  const said = Object.fromEntries(lines.map(([, name = '', value = '']) => [name, value]));
  return { begins: Object.fromEntries(begins), said, isStandIn: said.run === 'stand-in' };
}

const SAID = {
  kernel: 'a worker’s kernel',
  token: 'the metadata service, asked by a job for a token: HTTP status',
  plain: 'the metadata service, asked by a job without a token: HTTP status',
};

/** Where a job's seconds went, and what it said; `which` tells a later job's rows from the first one's. */
export function jobRows(job: Pick<Job, 'created_at' | 'started_at'>, log: JobLog, which: string): Row[] {
  const [created, taken] = [Date.parse(job.created_at), Date.parse(job.started_at ?? '')];
  const parts = log.isStandIn ? [] : Object.entries({ created, taken, ...log.begins });
  const took = (from: number, to: number) =>
    to >= from ? `${Math.round((to - from) / 1000)} s` : 'not answered';
  const between = parts.slice(1).map(([name, at], index): Row => {
    const [before, since] = parts[index] as [string, number];
    return { part: 'measured', what: `a job${which}, ${before} to ${name}`, answer: took(since, at) };
  });
  const first = log.isStandIn ? 'stand-in' : took(created, log.begins.step_script ?? Number.NaN);
  const settled = Object.entries(SAID).map(([name, what]): Row => {
    return { part: 'settled', what, answer: log.said[name] ?? 'not answered: the job did not say it' };
  });
  const queued: Row = { part: 'measured', what: `a job${which}, queued to first line`, answer: first };
  return [...between, queued, ...(which === '' ? settled : [])];
}
