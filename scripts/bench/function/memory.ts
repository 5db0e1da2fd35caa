import type { Report, Row } from '../../lib/report.ts';
import { drawChart, type Series } from '../../lib/report-chart.ts';
import { rounded } from '../statistics.ts';
import { type CpuShare, shareOf } from './cpu-share.ts';
import { type Figures, inRounds, type Measurable } from './rounds.ts';
import type { Subject } from './subject.ts';

/** MiB. */
const SIZES = [128, 256, 512, 1024];
/** What the choice of a memory size is about. */
const CHOSEN = [
  'registration, runtime SDK',
  'registration, bundled SDK',
  'preflight, runtime SDK',
  'registration, no SDK (a sketch)',
];
const LOOKS: readonly Series['look'][] = ['first', 'second', 'third', 'fourth'];

const TITLE = 'Cold starts by memory size';
type ByMemory = ReadonlyMap<Pick<Sized, 'of' | 'memory'>, Figures>;

interface Sized extends Measurable {
  readonly of: string;
  readonly memory: number;
}

/** The same cold starts at other memory sizes, with the gigabyte-seconds that Lambda would charge. */
export async function memoryLadder(
  all: readonly Subject[],
  rounds: number,
  throttle: CpuShare,
  progress: (line: string) => void,
): Promise<Report> {
  const sized = all
    .filter(({ name }) => CHOSEN.includes(name))
    .flatMap((subject) => SIZES.map((memory): Sized => ({ ...subject, of: subject.name, memory })));
  const conditions = ({ memory }: Sized) => ({ share: shareOf(memory), throttle });
  const say = (line: string) => progress(`memory sizes, ${line}`);
  return memoryReport(await inRounds(sized, Math.ceil(rounds / 3), conditions, say));
}

/** A row and a point for each function at each size. */
export function memoryReport(measured: ByMemory): Report {
  const runs = [...measured.values()][0]?.runs ?? 0;
  return {
    title: TITLE,
    kind: 'measured',
    rows: [...measured].map(
      ([{ of, memory }, { total, peak }]): Row => ({
        function: of,
        MiB: memory,
        'total ms': rounded(total),
        'GB-s (computed)': rounded((total / 1000) * (memory / 1024), 3),
        'peak MB': rounded(peak / 1e6),
      }),
    ),
    notes: [
      `Medians of ${runs} fresh processes each. The CPU's share follows the memory, the memory itself is not limited here. GB-s are the total times the memory, since Lambda charges init, too.`,
    ],
    svg: plot(measured),
  };
}

function plot(measured: ByMemory): string {
  const names = new Set([...measured.keys()].map(({ of }) => of));
  return drawChart({
    title: TITLE,
    x: 'MiB',
    y: 'milliseconds from start to answer',
    series: [...names].map((name, index) => ({
      ...{ name, look: LOOKS[index] ?? 'faint', joined: true },
      points: [...measured]
        .filter(([{ of }]) => of === name)
        .map(([{ memory }, { total }]) => ({ x: memory, y: total })),
    })),
  });
}
