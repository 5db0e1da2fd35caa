import type { Report, Row } from '../../lib/report.ts';
import { type Bar, drawBars } from '../report-bars.ts';
import { rounded } from '../statistics.ts';
import type { Figures } from './rounds.ts';
import type { Subject } from './subject.ts';

export type Measured = ReadonlyMap<Subject, Figures>;

const LOOKS = { floor: 'faint', 'this stack': 'third', peer: 'second' } as const;

/** Every function with its medians, and how many times the floor that is. */
export function coldStartReport(title: string, measured: Measured, notes: readonly string[]): Report {
  const floor = [...measured].find(([{ whose }]) => whose === 'floor')?.[1].total ?? Number.NaN;
  const runs = [...measured.values()][0]?.runs ?? 0;
  return {
    title,
    kind: 'measured',
    rows: [...measured].map(([subject, figures]) => rowOf(subject, figures, floor)),
    notes: [`Medians and the 90th percentile of ${runs} fresh processes each.`, ...notes],
    svg: drawBars({
      title,
      unit: 'milliseconds: init, and paler the first answer',
      bars: [...measured].map(
        ([{ name, whose }, { init, first }]): Bar => ({ name, look: LOOKS[whose], parts: [init, first] }),
      ),
    }),
  };
}

const rowOf = (subject: Subject, figures: Figures, floor: number): Row => ({
  function: subject.name,
  'init ms': rounded(figures.init, 1),
  'first ms': rounded(figures.first, 1),
  'total ms': rounded(figures.total, 1),
  'p90 ms': rounded(figures.p90, 1),
  '× floor': rounded(figures.total / floor, 2),
  'peak MB': rounded(figures.peak / 1e6),
  'code KB': rounded(subject.bytes / 1e3, 1),
  'zip KB': rounded(subject.zipBytes / 1e3, 1),
  MiB: subject.memory,
  does: subject.work,
});

/** How any of these figures are to be read. */
export const READING = [
  "Lambda's own runtime client (aws-lambda-ric, awslambdaric) against a small runtime API; all functions in turn, round after round, on a CPU of their own. Init is from starting the process to its asking for an event, first from the event to its answer.",
  'GitLab, AWS and the response address are stand-ins over TLS on this machine, so the network takes no time and the page cache is warm: in Lambda everything takes longer, and a bundle that is read from many files more so.',
  '"runtime SDK": the AWS SDK is found outside the code, as in Lambda, and as the template ships the functions; "bundled SDK": esbuild puts what is used of it into the code, with mainFields module, main. Code and zip (computed) are without what the runtime brings.',
  '"no SDK (a sketch)" is not shipped: sixty lines stand in the place of the SDK, sign and send the same calls and have no retries. It shows what of a cold start the SDK is.',
];
/** How those are that have a part of a CPU. */
export const READING_SHARE = [
  'As above, but from the event on the process is held to its share of a CPU by a control group, in periods of 20 ms: the memory over 1769 MiB. Init has a whole CPU, as Lambda gives it, so work that is done in init is not slowed, and the floor, which has none after it, is hardly slowed at all.',
  'The peers have as much memory as the functions of this stack, 512 MiB, whatever their own default is.',
];
