import { describe, expect, it } from 'vitest';
import { readJobs } from '../../scripts/simulate/jobs.ts';

let id = 0;
/** As https://docs.gitlab.com/api/jobs/ has it, with what is not read left in. */
const job = (changes: object = {}) => ({
  id: ++id,
  status: 'success',
  created_at: '2026-11-02T08:00:00.802Z',
  started_at: '2026-11-02T08:10:30.000Z',
  finished_at: '2026-11-02T08:12:00.500Z',
  duration: 90.5,
  queued_duration: 30,
  user: { name: 'A Person' },
  ...changes,
});
const AT = Date.parse('2026-11-02T08:10:00Z') / 1000;
const read = (...jobs: object[]) => readJobs('jobs.json', JSON.stringify(jobs));

describe("an export of GitLab's jobs", () => {
  it('says when each was queued, which is not when its pipeline made it, and how long it ran', () => {
    expect(read(job()).trace).toMatchObject({
      name: 'jobs.json',
      jobs: [{ queuedAt: AT, duration: 91 }],
      from: AT,
      to: AT + 91,
    });
  });

  it('is sorted, whatever its order, and its time is from the first queued to the last ended', () => {
    const early = job({ started_at: '2026-11-02T08:00:30Z', duration: 3600 });
    const { trace } = read(job(), early);
    expect(trace.jobs.map(({ queuedAt }) => queuedAt)).toEqual([AT - 600, AT]);
    expect(trace.to).toBe(AT - 600 + 3600);
  });

  it('leaves out what did not run or still does, and counts it', () => {
    const skipped = job({ status: 'skipped', started_at: null, finished_at: null, duration: null });
    const running = job({ status: 'running', finished_at: null });
    expect(read(skipped, job(), running)).toMatchObject({ leftOut: 2, trace: { jobs: [{}] } });
  });

  it('does with what older versions of GitLab say', () => {
    const old = job({ queued_duration: undefined, duration: undefined });
    const created = Math.floor(Date.parse(job().created_at) / 1000);
    expect(read(old).trace.jobs).toEqual([{ queuedAt: created, duration: 91 }]);
  });

  it('may be one array a line, as pages appended to a file are', () => {
    const pages = `${JSON.stringify([job()])}\n${JSON.stringify([job(), job()])}\n`;
    expect(readJobs('jobs.json', pages).trace.jobs).toHaveLength(3);
  });

  it('counts a job once that is on two pages', () => {
    const twice = job();
    expect(read(job(), twice, twice).trace.jobs).toHaveLength(2);
  });

  it('may be spread over lines', () => {
    expect(readJobs('jobs.json', JSON.stringify([job()], undefined, 2)).trace.jobs).toHaveLength(1);
  });

  it('may be pages that are spread over lines, with lists in them', () => {
    const page = () => JSON.stringify([job({ tag_list: ['a'] }), job()], undefined, 2);
    expect(readJobs('jobs.json', `${page()}\n\n${page()}\n`).trace.jobs).toHaveLength(4);
  });

  it.each([
    ['an error page', '{"message":"500 Internal Server Error"}'],
    ['a page of HTML', '<html>\n<body>[]\n</body>'],
    ['a page that was cut off', JSON.stringify([job()]).slice(0, -9)],
    ['a page that is no JSON', '[{id: 1}]'],
    ['a list of nothing', '[null]'],
  ])('with %s among the others is refused with its line', (_, other) => {
    const page = JSON.stringify([job()]);
    for (const text of [`${page}\n\n${other}\n${page}\n`, `${page}\n\n${other}`])
      expect(() => readJobs('jobs.json', text)).toThrow('what begins in line 3 is none.');
  });

  it.each([
    [
      '{"message":"401 Unauthorized"}',
      'jobs.json must be a list of jobs in JSON, as GitLab returns it: what',
    ],
    ['[]', 'No job in jobs.json has both begun and ended.'],
    ['<html>', /JSON/],
  ])('%s is refused with a sentence', (text, sentence) => {
    expect(() => readJobs('jobs.json', text)).toThrow(sentence);
  });
});
