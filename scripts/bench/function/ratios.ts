import type { Report, Row } from '../../lib/report.ts';
import { rounded } from '../statistics.ts';
import type { Measured } from './cold-start-report.ts';

/** The registration must not take more than so many times an empty handler. */
export const MOST_OF_FLOOR = 2.3;
export const REGISTRATION = 'registration, ';

interface Column {
  readonly name: string;
  readonly isWhole: boolean;
  ratio(other: string): number;
}

/** The registration's total over that of the floor and of each peer; below 1 it is the faster one. */
export function ratioReport(whole: Measured, throttled: Measured | undefined): Report {
  const columns = [
    ...columnsOf(whole, 'whole CPU', true),
    ...(throttled ? columnsOf(throttled, 'its share', false) : []),
  ];
  const others = [...whole.keys()].filter(({ whose }) => whose !== 'this stack');
  const [floor = '', ...peers] = others.map(({ name }) => name);
  return {
    title: "The registration's cold start over the others'",
    kind: 'computed',
    rows: [floor, ...peers].map((name): Row => {
      const ratios = columns.map((column) => [column.name, rounded(column.ratio(name), 2)]);
      return { 'the registration against': name, ...Object.fromEntries(ratios) };
    }),
    notes: [
      'From the medians of the totals; below 1 the registration is the faster one. It does more than each of them but crhelper, which does the same.',
      ...columns
        .filter(({ isWhole }) => isWhole)
        .map(({ name, ratio }) =>
          goalSentence(
            name,
            ratio(floor),
            peers.map((peer) => [peer, ratio(peer)]),
          ),
        ),
      'Where the goal is missed, the last table of the cold starts has the reason: what the time is spent on.',
    ],
  };
}

/** One for each way in which the registration is built. */
function columnsOf(measured: Measured, conditions: string, isWhole: boolean): Column[] {
  const totalOf = (name: string) => [...measured].find(([subject]) => subject.name === name)?.[1].total;
  return [...measured]
    .filter(([{ name }]) => name.startsWith(REGISTRATION))
    .map(([{ name }, { total }]) => ({
      ...{ name: `${name.replace(REGISTRATION, '')}, ${conditions}`, isWhole },
      ratio: (other) => total / (totalOf(other) ?? Number.NaN),
    }));
}

/** Whether the goal is met: at most 2.3 times the floor, and faster than every peer. */
export function goalSentence(
  what: string,
  overFloor: number,
  overPeers: ReadonlyArray<readonly [peer: string, ratio: number]>,
): string {
  const slower = overPeers.filter(([, ratio]) => ratio >= 1).map(([peer]) => peer);
  const floor = `${overFloor.toFixed(2)} times the floor, ${overFloor <= MOST_OF_FLOOR ? 'within' : 'more than'} the goal of ${MOST_OF_FLOOR}`;
  const peers = slower.length === 0 ? 'faster than every peer' : `not faster than ${slower.join(' and ')}`;
  return `${what}: ${floor}; ${peers}.`;
}
