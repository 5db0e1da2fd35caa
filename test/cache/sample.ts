import type { Bucket } from '../../functions/cache/ports.ts';
import { requestFor } from '../support/request.ts';

export const SAMPLE = { ServiceToken: 'arn', BucketName: 'the-cache', OnDelete: 'Delete', Owned: 'true' };

/** A bucket in memory with an object and an upload; tests replace what they are about. */
export function bucketWith(changes: Partial<Bucket> = {}) {
  const done: string[] = [];
  const [uploads, versions] = [[{ key: 'key', uploadId: 'id' }], [{ key: 'key', versionId: 'null' }]];
  const note = (what: string) => async (): Promise<void> => {
    done.push(what);
  };
  const bucket: Bucket = {
    policy: async () => undefined,
    setPolicy: note('deny'),
    someVersions: async () => versions.splice(0),
    removeVersions: async () => [],
    someUploads: async () => uploads.splice(0),
    abortUpload: note('abort'),
    expireAll: note('expire'),
    remove: async () => done.push('delete') > 0,
    ...changes,
  };
  return { open: () => bucket, done };
}

/** A request whose time for work ends with the controller. */
export function timedRequest<P>(properties: P) {
  const work = new AbortController();
  const warnings: string[] = [];
  const warn = (message: string) => void warnings.push(message);
  const request = requestFor(properties);
  return { work, warnings, request: { ...request, warn, time: { ...request.time, work: work.signal } } };
}
