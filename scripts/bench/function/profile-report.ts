import type { Report, Row } from '../../lib/report.ts';
import { drawBars } from '../report-bars.ts';
import { rounded } from '../statistics.ts';
import type { Shares } from './profile-shares.ts';

/** Percent of the whole; what is less is not shown. */
const LEAST = 1;

interface Part {
  readonly stretch: string;
  readonly whose: string;
  readonly what: string;
  /** The mean of the runs. */
  readonly ms: number;
  readonly percent: number;
}

/** The means of several runs by stretch, owner and kind; what is small is left out. */
export function profileReport(profiled: string, runs: readonly Shares[]): Report {
  const parts = partsOf(runs);
  const shown = parts.filter(({ percent }) => percent >= LEAST);
  const title = `What the cold start of ${profiled}, is spent on`;
  return {
    title,
    kind: 'measured',
    rows: shown.map(
      ({ ms, percent, ...part }): Row => ({ ...part, ms: rounded(ms, 1), '%': rounded(percent) }),
    ),
    notes: [ownersSentence(parts), READING],
    svg: drawBars({
      title,
      unit: 'milliseconds of CPU under the profiler',
      bars: shown.map(({ stretch, whose, what, ms }) => ({
        name: `${stretch}: ${whose}, ${what}`,
        look: whose === 'AWS SDK' ? 'second' : 'third',
        parts: [ms],
      })),
    }),
  };
}

function partsOf(runs: readonly Shares[]): Part[] {
  const keys = [...new Set(runs.flatMap((run) => [...run.keys()]))];
  const mean = (key: string) => runs.reduce((sum, run) => sum + (run.get(key) ?? 0), 0) / runs.length;
  const whole = keys.reduce((sum, key) => sum + mean(key), 0);
  const parts = keys.map((key): Part => {
    const [stretch = '', whose = '', what = ''] = key.split('|');
    return { stretch, whose, what, ms: mean(key), percent: (100 * mean(key)) / whole };
  });
  return parts.sort((one, other) => other.ms - one.ms);
}

function ownersSentence(parts: readonly Part[]): string {
  const percent = (owner: string) =>
    rounded(parts.filter(({ whose }) => whose === owner).reduce((sum, part) => sum + part.percent, 0));
  return `${percent('AWS SDK')} % is in the AWS SDK's files; ${percent('the function')} % is in the function's own or begun by it, where "loading modules" is of the SDK's first module and of Node.js's own for TLS and HTTP; the rest is Node.js and Lambda's runtime client.`;
}

const READING =
  'Means of several runs under node --cpu-prof, which makes everything slower: read the shares, not the milliseconds. Loading modules is finding, reading and compiling them. The profile begins when Node.js itself has started, which every function here pays alike; waiting and what is below 1 % are left out.';
