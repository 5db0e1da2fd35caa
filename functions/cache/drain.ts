import { setTimeout as sleep } from 'node:timers/promises';
import { batches } from '../aws/batches.ts';
import { stillWritten, stuck } from './errors.ts';
import type { Bucket } from './ports.ts';

const TRIES = 4;
const PAUSE = 1_000;
/** S3 has no call that aborts several. */
const ABORTED_AT_ONCE = 20;

/** Empties the bucket and removes it. Throws a CannotEmpty for what withstands. */
export async function removeWithContents(bucket: Bucket, signal: AbortSignal): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    // Uploads first: one that completes becomes an object.
    await drain(
      'unfinished uploads',
      bucket.someUploads,
      (uploads) => abortAll(bucket, uploads, signal),
      signal,
    );
    await drain('objects', bucket.someVersions, (some) => bucket.removeVersions(some, signal), signal);
    if (await bucket.remove(signal)) return;
    await sleep(PAUSE * tries, undefined, { signal });
  }
  throw stillWritten();
}

/** Lists from the start and removes until nothing is listed: what stayed is met again, and what came late too. */
async function drain<T>(
  what: string,
  list: (signal: AbortSignal) => Promise<readonly T[]>,
  remove: (items: readonly T[]) => Promise<readonly string[]>,
  signal: AbortSignal,
): Promise<void> {
  for (let idle = 0; ; ) {
    const items = await list(signal);
    if (items.length === 0) return;
    const refusals = await remove(items);
    idle = refusals.length < items.length ? 0 : idle + 1;
    if (idle === TRIES) throw stuck(what, refusals);
    await sleep(PAUSE * idle, undefined, { signal });
  }
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
