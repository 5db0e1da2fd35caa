import type { Instance, Member } from '../fleet/ports.ts';

/** The manager's start script has docker-machine tag its machines so, with the manager's own instance id. */
const MANAGER_TAG = 'gitlab-runner-manager';

/** How often the reaper runs, and how long a machine may go without a tag: docker-machine tags a spot one only once it runs. */
const QUARTER_OF_AN_HOUR = 15 * 60_000;

const HOUR = 60 * 60_000;

/** Past its hook, which a draining manager holds while its jobs end. */
const GONE = ['Terminating:Proceed', 'Terminated', 'Detaching', 'Detached'];

/** The machines whose manager is not, or no longer, a living member of its group; of those without a name, the old ones. */
export function orphansAmong(
  machines: readonly Instance[],
  managers: readonly Member[],
  now: Date,
): readonly Instance[] {
  const living = new Set(managers.filter(({ state }) => !GONE.includes(state)).map(({ id }) => id));
  return machines.filter(({ state, tags, launchedAt }) => {
    if (state === 'shutting-down') return false;
    const manager = tags[MANAGER_TAG];
    return manager === undefined ? ageOf(launchedAt, now) > QUARTER_OF_AN_HOUR : !living.has(manager);
  });
}

/** How long the orphans have run since the last look: nobody knows it more exactly. */
export function orphanedHours(orphans: readonly Instance[], now: Date): number {
  const times = orphans.map(({ launchedAt }) => Math.min(ageOf(launchedAt, now), QUARTER_OF_AN_HOUR));
  return times.reduce((sum, time) => sum + time, 0) / HOUR;
}

const ageOf = (launchedAt: Date, now: Date) => Math.max(0, now.getTime() - launchedAt.getTime());
