import type { Request } from '../custom-resource/resource.ts';
import { OperatorError } from '../operator-error.ts';
import { say } from '../sentence.ts';
import { waitForHolder } from './claim.ts';
import { deregister } from './deregister.ts';
import { markerOf, pathOf } from './identity.ts';
import { leaveBehind } from './left-behind.ts';
import type { Outside } from './ports.ts';
import type { Properties } from './properties.ts';
import { NOTES } from './sentences.ts';

type Asked = Request<Properties | undefined>;

/** Removes every registration under the stack's path whose response was not heard. */
export async function cleanUpAll(request: Asked, strict: boolean, outside: Outside): Promise<void> {
  const names = await outside.store.list(pathOf(request.stack), request.time.work);
  const successor = await request.successor();
  for (const name of names) if (name !== successor) await removeRegistration(name, strict, request, outside);
}

/**
 * Removes the registrations that an Update does not know. Failures are only noted, such as a record whose key is
 * deleted: the rollback of a failed update would meet the same, and the stack could never be updated again.
 */
export async function cleanUpUnknown(request: Asked, outside: Outside): Promise<void> {
  const { stack, time, id, previousId } = request;
  const names = await outside.store.list(pathOf(stack), time.work).catch((error: unknown) => {
    request.warn(say(NOTES.othersUnseen, { why: sentenceOf(error) }));
    return [];
  });
  for (const name of names)
    if (name !== id && name !== previousId)
      await removeRegistration(name, false, request, outside).catch((error: unknown) =>
        noteLeftover(name, sentenceOf(error), request, outside),
      );
}

export async function removeRegistration(
  id: string,
  strict: boolean,
  request: Asked,
  outside: Outside,
): Promise<void> {
  if (await waitForHolder(id, request, outside)) await deregister(id, strict, request, outside);
  // After a failed Create that is as it should be; after a removal by hand a runner may be left.
  else if (request.failedAttempt === undefined)
    request.warn(say(NOTES.nothingStored, { name: id, marker: markerOf(id) }));
}

async function noteLeftover(
  name: string,
  why: string,
  { time, warn }: Asked,
  outside: Outside,
): Promise<void> {
  const text = say(NOTES.notTakenOut, { name, why, marker: markerOf(name) });
  warn(text);
  await leaveBehind(name, text, outside, time.tidying).catch(() => undefined);
}

function sentenceOf(error: unknown): string {
  if (error instanceof OperatorError) return error.message;
  throw error;
}
