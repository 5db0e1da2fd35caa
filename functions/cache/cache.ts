import type { Request, Resource, Stack } from '../custom-resource/resource.ts';
import { OperatorError } from '../operator-error.ts';
import { say } from '../sentence.ts';
import { denyUploads } from './deny-uploads.ts';
import { removeWithContents } from './empty-bucket.ts';
import { isGone } from './errors.ts';
import type { Bucket, OpenBucket } from './ports.ts';
import { type Properties, parseProperties } from './properties.ts';
import { FAILURES } from './sentences.ts';

/**
 * Custom::CacheContents: what becomes of the cache's bucket on delete. The bucket's own resource keeps it
 * always, since a DeletionPolicy cannot depend on a parameter; so this empties *and* deletes it. It does so until 20 s
 * before the function's end (870 s); what is then left expires within a day in a bucket that stays, as a warning says.
 */
export function cache(open: OpenBucket): Resource<Properties, Record<never, string>> {
  return {
    parse: parseProperties,
    // Another bucket is another id: CloudFormation then deletes the old one, by its old properties.
    identify: ({ bucketName }, stack) => `${identity(stack)}-${bucketName}`,
    identifyInvalid: identity,
    ensure: async () => ({}),
    async remove(request) {
      const { properties, hasSucceeded } = request;
      // What is in it came after a Create that succeeded; and without one CloudFormation deletes the bucket itself.
      if (!hasSucceeded) return;
      if (properties?.onDelete === 'Delete' && properties.owned)
        await discard(properties.bucketName, open(properties.bucketName), request);
    },
  };
}

const identity = ({ guid, logicalId }: Stack) => `cache-${guid}-${logicalId}`;

/**
 * Fails only when nothing would remove the objects: after a failure CloudFormation goes on and deletes this
 * function, and no second try could follow.
 */
async function discard(name: string, bucket: Bucket, request: Request<unknown>): Promise<void> {
  const { time, warn } = request;
  try {
    await closeToUploads(name, bucket, request);
    await removeWithContents(bucket, time.work);
  } catch (error) {
    if (isGone(error)) return;
    if (!time.work.aborted && !(error instanceof OperatorError)) throw error;
    await bucket.expireAll(time.tidying);
    const why = time.work.aborted ? say(FAILURES.outOfTime) : (error as OperatorError).message;
    warn(say(FAILURES.leftToExpire, { bucket: name, why }));
  }
}

/** Whoever may not do this may still empty the bucket: by now the manager and the workers are gone. */
async function closeToUploads(
  name: string,
  bucket: Bucket,
  { stack, time, warn }: Request<unknown>,
): Promise<void> {
  const [, partition = ''] = stack.id.split(':');
  try {
    await bucket.setPolicy(denyUploads(await bucket.policy(time.work), partition, name), time.work);
  } catch (error) {
    if (isGone(error) || !(error instanceof OperatorError)) throw error;
    warn(say(FAILURES.uploadsGoOn, { bucket: name, why: error.message }));
  }
}
