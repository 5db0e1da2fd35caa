import { isDeepStrictEqual } from 'node:util';
import type { conversation } from './conversation.ts';
import { type Deployed, resolve, type Template } from './template.ts';

type Talk = ReturnType<typeof conversation>;
type Resources = Map<string, Deployed>;
export type UpdateStatus = 'UPDATE_COMPLETE' | 'UPDATE_ROLLBACK_COMPLETE' | 'UPDATE_ROLLBACK_FAILED';

/**
 * One stack update. What an answer's new id replaced, and what is no longer in the template, is deleted in the
 * clean-up that follows; after a failure every resource that was sent an Update is sent the reversed one, and what
 * the update had made is deleted.
 */
export async function update(
  template: Template,
  resources: Resources,
  talk: Talk,
  phase: { isRollingBack: boolean },
): Promise<UpdateStatus> {
  const before = new Map(resources);
  const touched: Deployed[] = [];
  for (const resource of template) {
    const old = resources.get(resource.logicalId);
    const properties = resolve(resource, resources);
    if (old && isDeepStrictEqual(old.properties, properties)) continue;
    const made = old ? undefined : await talk.create(resource, properties);
    const now = old ? await talk.update(old, resource, properties) : made?.deployed;
    // Without a usable answer the resource keeps its id, while the properties of the attempt are what is reversed.
    const known = now ?? { ...(old as Deployed), resource, properties };
    resources.set(resource.logicalId, known);
    touched.push(known);
    if (made ? !made.done : !now) {
      phase.isRollingBack = true;
      const status = await rollBack(before, touched, resources, talk);
      phase.isRollingBack = false;
      return status;
    }
  }
  const gone = [...before].filter(([logicalId]) => !template.some((one) => one.logicalId === logicalId));
  for (const [logicalId] of gone) resources.delete(logicalId);
  putInOrder(resources, template);
  await cleanUp([...before.values()], resources, talk);
  return 'UPDATE_COMPLETE';
}

/** What an update adds may stand before what was there, and is deleted after it then. */
function putInOrder(resources: Resources, template: Template): void {
  for (const { logicalId } of template) {
    const deployed = resources.get(logicalId);
    resources.delete(logicalId);
    if (deployed) resources.set(logicalId, deployed);
  }
}

async function rollBack(
  before: ReadonlyMap<string, Deployed>,
  touched: readonly Deployed[],
  resources: Resources,
  talk: Talk,
): Promise<UpdateStatus> {
  for (const attempt of touched) {
    const { logicalId } = attempt.resource;
    const old = before.get(logicalId);
    const now = old && (await talk.update(attempt, attempt.resource, old.properties));
    if (old && !now) return 'UPDATE_ROLLBACK_FAILED';
    if (now) resources.set(logicalId, now);
    else resources.delete(logicalId);
  }
  await cleanUp(touched, resources, talk);
  return 'UPDATE_ROLLBACK_COMPLETE';
}

/** Deletes what is no longer deployed under its id, in reverse; each is tried three times and then abandoned. */
async function cleanUp(candidates: readonly Deployed[], resources: Resources, talk: Talk): Promise<void> {
  for (const candidate of candidates.toReversed()) {
    if (resources.get(candidate.resource.logicalId)?.physicalId === candidate.physicalId) continue;
    for (let tries = 1; tries <= 3; tries++) if (await talk.remove(candidate)) break;
  }
}
