import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../lib/report.ts';
import { coldStart } from './cold-start.ts';
import { profileReport } from './profile-report.ts';
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
  return profileReport(PROFILED, runs);
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
