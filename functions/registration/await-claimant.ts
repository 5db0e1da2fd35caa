import type { Request } from '../custom-resource/resource.ts';
import { noteInterrupted } from './orphans.ts';
import { pause } from './pause.ts';
import type { Outside } from './ports.ts';
import { readDocument } from './record.ts';

/**
 * Waits until a delivery that is registering a runner under the id has ended, or must be dead. Parameter Store has
 * no conditional delete: were the claim removed from under a living claimant, the document that it writes in the
 * same moment would go, and its runner would be nobody's. One that takes too long is noted and no longer waited for.
 * Answers whether anything is stored under the id now.
 */
export async function awaitClaimant(
  id: string,
  { time }: Pick<Request<unknown>, 'time'>,
  outside: Outside,
): Promise<boolean> {
  const { store, clock } = outside;
  for (const until = clock.now() + (time.lifetime * 2) / 3; ; await pause(clock, time.work)) {
    const stored = await store.read(id, time.work);
    const document = stored && readDocument(id, stored.value);
    if (document?.state !== 'claimed' || clock.now() - document.at > time.lifetime)
      return document !== undefined;
    if (clock.now() < until) continue;
    if (document.kind !== 'runner') await noteInterrupted(id, document.url, outside, time.tidying);
    return true;
  }
}
