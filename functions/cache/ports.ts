export interface Version {
  readonly key: string;
  /** `null` in a bucket without versioning: S3's own word. */
  readonly versionId: string;
}

export interface Upload {
  readonly key: string;
  readonly uploadId: string;
}

/** The cache's bucket. All of it throws an AwsError; one that `isGone` when there is no such bucket. */
export interface Bucket {
  /** Its policy's JSON; undefined when it has none. */
  policy(signal: AbortSignal): Promise<string | undefined>;
  setPolicy(policy: string, signal: AbortSignal): Promise<void>;
  /** The first 1000 versions and delete markers. */
  someVersions(signal: AbortSignal): Promise<readonly Version[]>;
  /** Removes up to 1000 and returns a code for each that stayed. */
  removeVersions(versions: readonly Version[], signal: AbortSignal): Promise<readonly string[]>;
  /** The first 1000 uploads that are not complete. */
  someUploads(signal: AbortSignal): Promise<readonly Upload[]>;
  /** Removes what was uploaded; one that has ended counts as removed. */
  abortUpload(upload: Upload, signal: AbortSignal): Promise<void>;
  /** Has S3 itself remove everything that is a day old, versions and unfinished uploads too. */
  expireAll(signal: AbortSignal): Promise<void>;
  /** False when something is still in it. */
  remove(signal: AbortSignal): Promise<boolean>;
}

/** The bucket of that name, whether or not there is one. */
export type OpenBucket = (name: string) => Bucket;
