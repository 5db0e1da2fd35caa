import { fleetOf, type State, seenAt, type World } from './world.ts';

/** When something happens next; Infinity when nothing will. */
export function nextMoment(world: World, state: State): number {
  const { now, workers, taken } = state;
  const { idleSeconds } = fleetOf(world, state).phase;
  const unseen = world.trace.jobs[taken];
  let next = Number.POSITIVE_INFINITY;
  const consider = (moment: number) => {
    if (moment > now && moment < next) next = moment;
  };
  if (unseen) consider(seenAt(unseen));
  for (const { readyAt, ends, idleSince } of workers) {
    consider(readyAt);
    for (const end of ends) consider(end);
    if (ends.length === 0) consider(idleSince + idleSeconds);
  }
  const change = world.changes.find(({ at }) => at > now);
  if (change) consider(change.at);
  return next;
}
