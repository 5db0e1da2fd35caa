import type { Properties } from '../properties.ts';

/**
 * `[runners.cache]`: the manager presigns the cache's URLs with its role, so there are no keys. ServerAddress is
 * left out because with it DualStack is ignored.
 */
export function cache({ cacheBucketName, cacheKeyArn, cachePath, region }: Properties) {
  return {
    Type: 's3',
    // Otherwise the path holds the runner's short token, and each rotation starts with an empty cache.
    Shared: true,
    // The objects are `<Path>/project/<id>/<key>`: gitlab-runner's cache/cache.go.
    Path: cachePath || undefined,
    s3: {
      AuthenticationType: 'iam',
      BucketName: cacheBucketName,
      BucketLocation: region,
      // It signs the headers too (cache/s3v2/s3.go), so they hold whatever a bucket does by itself.
      ...(cacheKeyArn && { ServerSideEncryption: 'KMS', ServerSideEncryptionKeyID: cacheKeyArn }),
    },
  };
}
