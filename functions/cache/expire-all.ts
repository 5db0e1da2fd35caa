import type { BucketLifecycleConfiguration } from '@aws-sdk/client-s3';

/**
 * Rules under which S3 itself empties a bucket. Days counts from the next midnight UTC. It also removes the
 * delete markers that remain alone: https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
export const EXPIRE_ALL: BucketLifecycleConfiguration = {
  Rules: [
    {
      ID: 'everything-expires',
      Status: 'Enabled',
      Filter: { Prefix: '' },
      Expiration: { Days: 1 },
      NoncurrentVersionExpiration: { NoncurrentDays: 1 },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
    },
  ],
};
