import { type Seen, Unseen } from '../facts.ts';

/** The worst last. */
const HEALTHS = ['ok', 'look', 'unseen', 'BROKEN'] as const;
export type Health = (typeof HEALTHS)[number];

/** One thing that was looked at: how it is, and what to do when that is not well. */
export interface Line {
  readonly about: string;
  readonly health: Health;
  readonly said: string;
  readonly todo?: string | undefined;
}
type Judged = Omit<Line, 'about'>;

export const ok = (said: string): Judged => ({ health: 'ok', said });
export const look = (said: string, todo: string): Judged => ({ health: 'look', said, todo });
export const unseen = (said: string): Judged => ({ health: 'unseen', said });
export const broken = (said: string, todo: string): Judged => ({ health: 'BROKEN', said, todo });

/** The line of a fact; of one that could not be seen, why not. */
export function line<T>(about: string, fact: Seen<T>, judge: (fact: T) => Judged): Line {
  return { about, ...(fact instanceof Unseen ? unseen(fact.unseen) : judge(fact)) };
}

export const worst = (lines: readonly Line[]): Health =>
  HEALTHS.findLast((health) => lines.some((one) => one.health === health)) ?? 'ok';

/** As `5 min`, `7 h` or `12 days`. */
export function duration(milliseconds: number): string {
  const minutes = Math.max(0, Math.round(milliseconds / 60_000));
  if (minutes < 120) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`;
}
