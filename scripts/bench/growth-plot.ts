import { drawChart, type Series } from '../lib/report-chart.ts';
import type { Growth } from './growth-point.ts';

const LOOKS: readonly Series['look'][] = ['first', 'second', 'third', 'fourth', 'faint'];

/** Calls against size; what is extrapolated is said so beside its point. */
export function plotGrowth(all: readonly Growth[]): string {
  return drawChart({
    title: "The functions' calls to AWS as a stack grows",
    x: 'how many',
    y: 'calls to AWS',
    series: all.map(({ of, measured, extrapolated }, index) => ({
      name: of.replace(/^\w+: /, ''),
      look: LOOKS[index] ?? 'faint',
      joined: true,
      points: [
        ...measured.map(({ size, calls }) => ({ x: size, y: calls })),
        ...extrapolated.map(({ size, calls }) => ({ x: size, y: calls, label: 'extrapolated' })),
      ],
    })),
  });
}
