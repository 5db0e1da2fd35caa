import type { Activity } from '@aws-sdk/client-auto-scaling';
import type { StackEvent } from '@aws-sdk/client-cloudformation';
import { isText, maybe, type Of, objectOf } from '../lib/forms.ts';

export interface Timed {
  readonly name: string;
  readonly type: string;
  readonly seconds: number;
}

/** How long each resource took, of events in any order: from its first to its last of this kind; the stack is one of them. */
export function timed(events: readonly StackEvent[], kind: 'CREATE' | 'UPDATE' | 'DELETE'): Timed[] {
  const own = events.filter(({ ResourceStatus = '' }) => ResourceStatus.startsWith(`${kind}_`));
  return [...Map.groupBy(own, ({ LogicalResourceId = '' }) => LogicalResourceId)].flatMap(([name, its]) => {
    const times = its.map(({ Timestamp }) => Timestamp?.getTime() ?? 0);
    const isOver = its.some(({ ResourceStatus }) => ResourceStatus === `${kind}_COMPLETE`);
    const seconds = Math.round((Math.max(...times) - Math.min(...times)) / 1000);
    return isOver ? [{ name, type: its[0]?.ResourceType ?? '', seconds }] : [];
  });
}

/** A manager as GET /runners/:id/managers has it: lib/api/entities/ci/runner_manager.rb of 18.x. */
export const isManager = objectOf({ system_id: isText, contacted_at: maybe(isText) });
export type SeenManager = Of<typeof isManager>;

type Looks = ReadonlyArray<readonly SeenManager[]>;

/** Moments at which the managers of the first look were heard of, or the others. */
function heard(looks: Looks, isOld: boolean): number[] {
  const old = new Set(looks[0]?.map(({ system_id: id }) => id));
  const all = looks.flat().filter(({ system_id: id }) => old.has(id) === isOld);
  const moments = new Set(all.map(({ contacted_at: at }) => Date.parse(at ?? '')));
  return [...moments].filter(Boolean).sort((one, other) => one - other);
}

export const heardOfNew = (looks: Looks): boolean => heard(looks, false).length > 0;

/**
 * Seconds in which no manager was heard of while one took another's place, of what GitLab showed again and again.
 * A manager that only looks whether its token is good is heard of once; one that asks for jobs, each minute at least.
 *
 * @returns undefined as long as no new one asks for jobs; below zero when both did for a while
 */
export function handOver(looks: Looks): number | undefined {
  const [last, next] = [heard(looks, true).at(-1), heard(looks, false)];
  const first = next.find((at, index) => (next[index + 1] ?? Number.POSITIVE_INFINITY) - at <= 60_000);
  return last === undefined || first === undefined ? undefined : Math.round((first - last) / 1000);
}

/** What Auto Scaling launched or ended, each in seconds. */
export function took(activities: readonly Activity[], verb: 'Launching' | 'Terminating'): number[] {
  return activities.flatMap(({ Description, StatusCode, StartTime, EndTime }) =>
    Description?.startsWith(`${verb} `) && StatusCode === 'Successful' && StartTime && EndTime
      ? [Math.round((EndTime.getTime() - StartTime.getTime()) / 1000)]
      : [],
  );
}
