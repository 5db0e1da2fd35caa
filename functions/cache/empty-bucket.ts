import { batches } from '../aws/batches.ts';
import { retry } from '../shared/retry.ts';
import { stillWritten, stuck } from './errors.ts';
import type { Bucket } from './ports.ts';

const TRIES = 4;
const PAUSE = 1_000;
/** In the place of a code where S3 refused nothing. */
const STAYED = 'still listed';
/** S3 has no call that aborts several. */
const ABORTED_AT_ONCE = 20;

/** Empties the bucket and removes it. Throws a CannotEmpty for what withstands. */
export async function removeWithContents(bucket: Bucket, signal: AbortSignal): Promise<void> {
  const remove = async () => {
    // Uploads first: one that completes becomes an object.
    await removeAll(
      'unfinished uploads',
      bucket.someUploads,
      (uploads) => abortAll(bucket, uploads, signal),
      signal,
    );
    await removeAll('objects', bucket.someVersions, (some) => bucket.removeVersions(some, signal), signal);
    return bucket.remove(signal);
  };
  const pauseAfter = (isRemoved: boolean, tries: number) =>
    isRemoved || tries === TRIES ? undefined : PAUSE * (tries - 1);
  if (await retry(remove, pauseAfter, signal)) return;
  signal.throwIfAborted();
  throw stillWritten();
}

/**
 * Lists from the start and removes until nothing is listed: what stayed is met again, and what came late too. Gives
 * up when so many lists in a row hold nothing that the list before had not, whatever the removals returned.
 */
async function removeAll<T>(
  what: string,
  list: (signal: AbortSignal) => Promise<readonly T[]>,
  remove: (items: readonly T[]) => Promise<readonly string[]>,
  signal: AbortSignal,
): Promise<void> {
  let idle = 0;
  let before = new Set<string>();
  const removeSome = async () => {
    const items = await list(signal);
    if (items.length === 0) return undefined;
    const names = items.map((item) => JSON.stringify(item));
    idle = names.every((name) => before.has(name)) ? idle + 1 : 0;
    before = new Set(names);
    const refusals = await remove(items);
    return refusals.length > 0 ? refusals : items.map(() => STAYED);
  };
  const pauseAfter = (refusals: unknown) =>
    refusals === undefined || idle === TRIES ? undefined : PAUSE * idle;
  const refusals = await retry(removeSome, pauseAfter, signal);
  if (refusals === undefined) return;
  signal.throwIfAborted();
  throw stuck(what, refusals);
}

async function abortAll(
  bucket: Bucket,
  uploads: Awaited<ReturnType<Bucket['someUploads']>>,
  signal: AbortSignal,
): Promise<string[]> {
  for (const batch of batches(uploads, ABORTED_AT_ONCE))
    await Promise.all(batch.map((upload) => bucket.abortUpload(upload, signal)));
  return [];
}
