import type { Bucket, Upload, Version } from '../../../functions/cache/ports.ts';
import { type Around, refusedBy, takeTurn, UNDISTURBED } from './aws.ts';

export interface MemoryBucket {
  versions: Version[];
  uploads: Upload[];
  policy: string | undefined;
  /** Whether S3 itself removes everything in it within days. */
  expires: boolean;
}

const PAGE = 1000;

/** S3 in memory, behind the port of the cache's bucket and held to the same contract. */
export function memoryBuckets(around: Around = UNDISTURBED) {
  const buckets = new Map<string, MemoryBucket>();
  let uploads = 0;
  const find = (name: string, action: string) => {
    const found = buckets.get(name);
    if (!found) throw refusedBy(action, 'NoSuchBucket');
    return found;
  };
  return {
    buckets: buckets as ReadonlyMap<string, MemoryBucket>,
    make: (name: string) =>
      void buckets.set(name, { versions: [], uploads: [], policy: undefined, expires: false }),
    /** False when its policy denies it. */
    put(name: string, key: string): boolean {
      const bucket = find(name, 's3:PutObject');
      if (denies(bucket)) return false;
      const version = { key, versionId: 'null' };
      bucket.versions = [...bucket.versions.filter((other) => other.key !== key), version];
      return true;
    },
    begin(name: string, key: string): boolean {
      const bucket = find(name, 's3:PutObject');
      if (denies(bucket)) return false;
      bucket.uploads = [...bucket.uploads, { key, uploadId: String(++uploads) }];
      return true;
    },
    /** What CloudFormation does: false when it is not empty; one that is not there is removed already. */
    removeEmpty(name: string): boolean {
      if (buckets.get(name)?.versions.length) return false;
      buckets.delete(name);
      return true;
    },
    /** What hands do, whatever is in it; false when it is not there. */
    lose: (name: string) => buckets.delete(name),
    open(name: string): Bucket {
      const call = <T>(action: string, act: (bucket: MemoryBucket) => T) =>
        takeTurn(action, around, () => act(find(name, action)));
      return {
        policy: () => call('s3:GetBucketPolicy', ({ policy }) => policy),
        setPolicy: (policy) =>
          call('s3:PutBucketPolicy', (bucket) => {
            bucket.policy = policy;
          }),
        someVersions: () => call('s3:ListBucketVersions', ({ versions }) => versions.slice(0, PAGE)),
        removeVersions: (gone) =>
          call('s3:DeleteObjects', (bucket) => {
            const ids = new Set(gone.map(idOf));
            bucket.versions = bucket.versions.filter((version) => !ids.has(idOf(version)));
            return [];
          }),
        someUploads: () => call('s3:ListBucketMultipartUploads', (bucket) => bucket.uploads.slice(0, PAGE)),
        abortUpload: ({ uploadId }) =>
          call('s3:AbortMultipartUpload', (bucket) => {
            bucket.uploads = bucket.uploads.filter((upload) => upload.uploadId !== uploadId);
          }),
        expireAll: () =>
          call('s3:PutLifecycleConfiguration', (bucket) => {
            bucket.expires = true;
          }),
        remove: () =>
          call('s3:DeleteBucket', ({ versions }) => versions.length === 0 && buckets.delete(name)),
      };
    },
  };
}

export type MemoryBuckets = ReturnType<typeof memoryBuckets>;

const idOf = ({ key, versionId }: Version) => `${versionId} ${key}`;

function denies({ policy }: MemoryBucket): boolean {
  const statements = policy === undefined ? [] : JSON.parse(policy).Statement;
  return [statements].flat().some(({ Action }) => Action === 's3:PutObject');
}
