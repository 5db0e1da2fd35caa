import type { Job, Trace } from './jobs.ts';

const HOUR = 3600;
/** A Monday. */
const MONDAY = Date.UTC(2026, 10, 2) / 1000;
/** Pipelines an hour, from midnight UTC. Made up: the day of a team that pushes most before lunch and in the afternoon. */
const WEEKDAY = [
  0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 1, 3, 8, 13, 15, 12, 7, 11, 14, 13, 10, 6, 3, 2, 1.5, 1, 1, 0.5,
];
const WEEKEND = 0.8;
const NIGHTLY_JOBS = 12;

/**
 * A working week of pipelines that come in bursts: nobody's week, but the same one in every run. A pipeline has
 * one to three stages of one to seven jobs at once, and each night at two a dozen jobs come together.
 * @param median of the jobs' durations, in seconds; one in six is more than two and a half times as long.
 */
export function builtInWeek(median = 120): Trace {
  const random = seeded(20_261_102);
  const jobs: Job[] = [];
  for (let hour = 0; hour < 7 * 24; hour++) {
    const start = MONDAY + hour * HOUR;
    const expected = hour < 5 * 24 ? (WEEKDAY[hour % 24] ?? 0) : WEEKEND;
    if (hour % 24 === 2) jobs.push(...stage(start, NIGHTLY_JOBS, median, random));
    for (let n = poisson(expected, random); n > 0; n--)
      jobs.push(...pipeline(start + Math.floor(random() * HOUR), median, random));
  }
  jobs.sort((one, other) => one.queuedAt - other.queuedAt);
  return { name: 'built-in week', jobs, from: MONDAY, to: MONDAY + 7 * 24 * HOUR };
}

/** A stage begins when the one before it would end if none of its jobs waited. */
function pipeline(start: number, median: number, random: () => number): Job[] {
  const jobs: Job[] = [];
  let begin = start;
  for (let stages = 1 + Math.floor(random() * 3); stages > 0; stages--) {
    const parallel = stage(begin, 1 + Math.floor(random() ** 2 * 7), median, random);
    jobs.push(...parallel);
    begin += Math.max(...parallel.map(({ duration }) => duration));
  }
  return jobs;
}

function stage(queuedAt: number, count: number, median: number, random: () => number): Job[] {
  return Array.from({ length: count }, () => ({
    queuedAt,
    duration: Math.max(5, Math.round(median * Math.exp(0.95 * normal(random)))),
  }));
}

/** Twelve numbers from 0 to 1, added up, are near enough to a normal distribution of width 1 around 6. */
function normal(random: () => number): number {
  let sum = -6;
  for (let n = 0; n < 12; n++) sum += random();
  return sum;
}

function poisson(expected: number, random: () => number): number {
  let count = -1;
  for (let product = 1; product > Math.exp(-expected); product *= random()) count += 1;
  return count;
}

/** Numbers from 0 up to 1 that are the same in every run: mulberry32, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
