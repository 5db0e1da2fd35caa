import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report, Row } from '../report.ts';
import { drawBars } from '../report-bars.ts';
import { rounded } from '../statistics.ts';
import { coldStart } from './cold-start.ts';
import { type CpuProfile, type Shares, sharesOf } from './profile-shares.ts';
import type { Subject } from './subject.ts';

const PROFILED = 'registration, runtime SDK';
const RUNS = 5;
/** Microseconds. */
const INTERVAL = '100';

/** What the registration's cold start is spent on, by node --cpu-prof. */
export async function profileOf(all: readonly Subject[], progress: (line: string) => void): Promise<Report> {
  const subject = all.find(({ name }) => name === PROFILED);
  if (!subject) throw new Error(`There is no ${PROFILED}.`);
  const runs: Shares[] = [];
  for (let run = 1; run <= RUNS; run++) {
    progress(`profile ${run} of ${RUNS}`);
    runs.push(await profileOnce(subject));
  }
  return profileReport(runs);
}

async function profileOnce(subject: Subject): Promise<Shares> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-profile-'));
  const quit = join(import.meta.dirname, 'quit.cjs');
  const profiling = [
    '--cpu-prof',
    '--cpu-prof-dir',
    folder,
    '--cpu-prof-interval',
    INTERVAL,
    '--require',
    quit,
  ];
  const { event } = subject.prepare();
  try {
    const program = { ...subject, arguments: [...profiling, ...subject.arguments] };
    const { asked, handed } = await coldStart(program, event, {
      share: 1,
      throttle: undefined,
      endBy: 'SIGTERM',
    });
    const [file = ''] = readdirSync(folder);
    const profile = JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile;
    return sharesOf(profile, { asked: inProfile(asked), handed: inProfile(handed) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** From `performance.now()` to the microseconds of the monotonic clock, which every process here shares. */
const inProfile = (at: number): number =>
  at * 1000 + Number(process.hrtime.bigint()) / 1000 - performance.now() * 1000;

export function profileReport(runs: readonly Shares[]): Report {
  const keys = [...new Set(runs.flatMap((run) => [...run.keys()]))];
  const mean = (key: string) => runs.reduce((sum, run) => sum + (run.get(key) ?? 0), 0) / runs.length;
  const means = keys.map((key) => ({ key, ms: mean(key) })).sort((one, other) => other.ms - one.ms);
  const whole = means.reduce((sum, { ms }) => sum + ms, 0);
  const percent = (part: string) =>
    Math.round(
      (100 * means.filter(({ key }) => key.includes(part)).reduce((sum, { ms }) => sum + ms, 0)) / whole,
    );
  const title = `What the cold start of ${PROFILED}, is spent on`;
  const shown = means.filter(({ ms }) => ms / whole >= 0.01);
  return {
    title,
    kind: 'measured',
    rows: shown.map(({ key, ms }): Row => {
      const [stretch = '', owner = '', what = ''] = key.split('|');
      return { stretch, whose: owner, what, ms: rounded(ms, 1), '%': rounded((100 * ms) / whole) };
    }),
    notes: [
      `Of all of it ${percent('|AWS SDK|')} % is in the AWS SDK's files, ${percent('|the function|')} % is in the function's own or begun by it (its "finding, reading and compiling" is of the SDK's first module and of Node's own TLS and HTTP), the rest is Node.js and Lambda's runtime client.`,
      `Means of ${RUNS} runs under node --cpu-prof, which makes everything slower: read the shares, not the milliseconds. It begins when Node.js itself has started, which every function here pays alike; waiting and what is below 1 % are left out.`,
    ],
    svg: drawBars({
      title,
      unit: 'milliseconds of CPU under the profiler',
      bars: shown.map(({ key, ms }) => ({
        name: key.replaceAll('|', ', '),
        look: key.includes('AWS SDK') ? 'second' : 'third',
        parts: [ms],
      })),
    }),
  };
}
