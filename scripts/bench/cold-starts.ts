import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { CommandError } from '../lib/command-error.ts';
import { median } from '../lib/quantile.ts';
import type { Report, Row } from '../lib/report.ts';
import type { Options } from './benchmark.ts';
import { install } from './environment.ts';
import { invoke, type Life } from './invoke.ts';
import { peers } from './peers.ts';
import { startStage } from './stage.ts';
import { type Ratio, ratio, verdict } from './statistics.ts';
import { FLOOR, floor, ours, REGISTRATION, type Subject } from './subjects.ts';

export type Samples = ReadonlyMap<Pick<Subject, 'name' | 'does' | 'isPeer' | 'kilobytes'>, readonly Life[]>;

/** Cold starts of the stack's functions, of an empty handler and of the peers, in turn, round after round. */
export async function coldStarts({ progress, rounds }: Options): Promise<Report> {
  await install();
  const stage = await startStage();
  const pin = (cpus: string) =>
    execFileSync('taskset', ['--all-tasks', '-cp', cpus, String(process.pid)], { stdio: 'ignore' });
  // A process that is pinned has one.
  const all = `0-${availableParallelism() - 1}`;
  try {
    const subjects = [floor(stage), ...(await ours(stage)), ...peers(stage)];
    // Off the CPU that the functions run on.
    pin('0');
    return coldStartReport(await inRounds(subjects, rounds, progress));
  } finally {
    pin(all);
    await stage.stop();
  }
}

async function inRounds(
  subjects: readonly Subject[],
  rounds: number,
  progress: (line: string) => void,
): Promise<Samples> {
  const samples = new Map(subjects.map((subject) => [subject, [] as Life[]]));
  // The first round fills the page cache and is not counted.
  for (let round = 0; round <= rounds; round++) {
    progress(`round ${round} of ${rounds}`);
    for (const [subject, seen] of samples) {
      const { event, check } = subject.prepare();
      const life = await invoke(subject, event);
      if (life.end !== 'returned') throw new CommandError(`${subject.name} ${life.end}: ${life.output}`);
      check();
      if (round > 0) seen.push(life);
    }
  }
  return samples;
}

/** Every function with its medians, and the registration over each. */
export function coldStartReport(samples: Samples): Report {
  const lives = new Map([...samples].map(([{ name }, each]) => [name, each]));
  const times = (name: string) => (lives.get(name) ?? []).map(({ init, first }) => init + first);
  const cpu = (name: string) => (lives.get(name) ?? []).map((life) => life.cpu);
  const rows = [...samples].map(([{ name, does, isPeer, kilobytes }, each]): Row => {
    const registration = ratio(cpu(REGISTRATION), cpu(name));
    return {
      function: name,
      does,
      'init ms': Math.round(median(each.map(({ init }) => init))),
      'first ms': Math.round(median(each.map(({ first }) => first))),
      '× empty handler': written(ratio(times(name), times(FLOOR))),
      'by CPU time': written(ratio(cpu(name), cpu(FLOOR))),
      'the registration takes': isPeer ? written(registration) : '',
      'so it is': isPeer ? verdict(registration) : '',
      'code KB': Math.round(kilobytes),
    };
  });
  return {
    title: 'Cold starts',
    rows,
    notes: [`${times(FLOOR).length} fresh processes each.`, bars(samples, cpu), ...NOTES],
  };
}

/** What docs/development/decisions/0013 asks of the registration, by CPU time. */
function bars(samples: Samples, cpu: (name: string) => number[]): string {
  const peers = [...samples.keys()].filter(({ isPeer }) => isPeer);
  const overFloor = ratio(cpu(REGISTRATION), cpu(FLOOR)).median;
  const overFastest = Math.max(...peers.map(({ name }) => ratio(cpu(REGISTRATION), cpu(name)).median));
  const said = (value: number, most: number) =>
    `${value.toFixed(2)}, ${value <= most ? 'within' : 'BEYOND'} the bar of ${most}`;
  return `The registration over the empty handler: ${said(overFloor, 3.5)}; over the fastest peer: ${said(overFastest, 0.9)}.`;
}

const written = ({ median, from, to }: Ratio) =>
  `${median.toFixed(2)} (${from.toFixed(2)} to ${to.toFixed(2)})`;

const NOTES = [
  "Lambda's own runtime clients (aws-lambda-ric, awslambdaric) against a small runtime API, all functions in turn, round after round, on a CPU of their own. Init is from starting the process to its asking for an event, first from the event to its end; both are medians.",
  'A ratio is the median of the ratios of each round, with the middle half of the rounds in brackets. What the registration takes of a peer is CPU time, which other work of the machine changes little; faster or slower is only said where that whole half is at least 5 % away from 1.',
  'The registration has parts of the SDK bundled, the others have that of the runtime, as the template ships them. GitLab, AWS and the response URL are stand-ins over TLS on this machine, so the network takes no time and the page cache is warm: in Lambda everything takes longer.',
  'The registration does more than each of the peers but crhelper, which does the same.',
];
