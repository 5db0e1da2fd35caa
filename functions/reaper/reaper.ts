import { findMachines } from '../fleet/docker-machine/machines.ts';
import type { Outside } from '../fleet/ports.ts';
import type { Settings } from './environment.ts';
import { metricEntry } from './metric.ts';
import { orphanedHours, orphansAmong } from './orphans.ts';

export interface Surroundings extends Pick<Outside, 'group' | 'instances'> {
  now(): Date;
  log(entry: object): void;
}
interface Invocation {
  getRemainingTimeInMillis(): number;
}

/** Kept back to throw while Lambda still listens. */
const TO_END = 2_000;

/** A Lambda handler that terminates docker-machine's machines whose manager is gone. The next run finds what this one missed. */
export function reaper(
  { ownership, managerGroupName, dryRun }: Settings,
  { group, instances, now, log }: Surroundings,
): (event: unknown, context: Invocation) => Promise<void> {
  return async (_event, context) => {
    const signal = AbortSignal.timeout(Math.max(0, context.getRemainingTimeInMillis() - TO_END));
    // The machines first: a manager that starts in between is then a living one.
    const machines = await findMachines(instances, ownership, signal);
    const managers = (await group(managerGroupName).members(signal)) ?? [];
    const orphans = orphansAmong(machines, managers, now());
    const ids = orphans.map(({ id }) => id);
    if (ids.length > 0) log({ level: 'warn', message: 'Machines without a living manager', dryRun, ids });
    if (!dryRun) await instances.terminate(ids, signal);
    log(
      metricEntry(ownership.stackTag, { orphans: ids.length, hours: orphanedHours(orphans, now()) }, now()),
    );
  };
}
