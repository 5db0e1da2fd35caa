import type { Report, Row } from '../report.ts';
import { rounded } from '../statistics.ts';
import type { Measured } from './cold-start-report.ts';

/** The registration must not take more than so many times an empty handler. */
export const MOST_OF_FLOOR = 2.3;
export const REGISTRATION = 'registration, ';

/** The registration's total over that of the floor and of each peer; below 1 it is the faster one. */
export function ratioReport(whole: Measured, throttled: Measured | undefined): Report {
  const runs: ReadonlyArray<readonly [string, Measured]> = [
    ['whole CPU', whole],
    ...(throttled ? [['its memory’s share', throttled] as const] : []),
  ];
  const columns = runs.flatMap(([conditions, measured]) =>
    [...measured]
      .filter(([{ name }]) => name.startsWith(REGISTRATION))
      .map(([{ name }, figures]) => ({
        name: `${name.replace(REGISTRATION, '')}, ${conditions}`,
        ratio: (other: string) => figures.total / (totalOf(measured, other) ?? Number.NaN),
      })),
  );
  const others = [...whole.keys()].filter(({ whose }) => whose !== 'this stack');
  const rows = others.map(
    ({ name }): Row => ({
      'the registration against': name,
      ...Object.fromEntries(columns.map((column) => [column.name, rounded(column.ratio(name), 2)])),
    }),
  );
  const peers = others.filter(({ whose }) => whose === 'peer').map(({ name }) => name);
  const floor = others.find(({ whose }) => whose === 'floor')?.name ?? '';
  return {
    title: "The registration's cold start over the others'",
    kind: 'computed',
    rows,
    notes: [
      'From the medians of the totals; below 1 the registration is the faster one. It does more than each of them but crhelper, which does the same.',
      ...columns.map(({ name, ratio }) =>
        goalSentence(
          name,
          ratio(floor),
          peers.map((peer) => [peer, ratio(peer)]),
        ),
      ),
    ],
  };
}

/** Whether the goal is met: at most 2.3 times the floor, and faster than every peer. */
export function goalSentence(
  what: string,
  overFloor: number,
  overPeers: ReadonlyArray<readonly [string, number]>,
): string {
  const slower = overPeers.filter(([, ratio]) => ratio >= 1).map(([peer]) => peer);
  const floor = `${overFloor.toFixed(2)} times the floor, ${overFloor <= MOST_OF_FLOOR ? 'within' : 'more than'} the goal of ${MOST_OF_FLOOR}`;
  const peers = slower.length === 0 ? 'faster than every peer' : `not faster than ${slower.join(' and ')}`;
  return `${what}: ${floor}; ${peers}.`;
}

const totalOf = (measured: Measured, name: string) =>
  [...measured].find(([subject]) => subject.name === name)?.[1].total;
