import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import type { Account, Bucket } from '../ports.ts';
import type { Ask } from './ask.ts';

interface Refusal {
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
}

/** Where a bucket is. S3 says so even when it refuses, but to a HEAD it says nothing else. */
export function s3Bucket(ask: Ask): Pick<Account, 'bucket'> {
  return {
    bucket: (name) =>
      ask('s3:ListBucket', async (abortSignal) => {
        const s3 = new S3Client();
        const here = await s3.config.region();
        const inRegion = (region: string): Bucket => ({ region, isHere: region === here });
        try {
          const { BucketRegion } = await s3.send(new HeadBucketCommand({ Bucket: name }), { abortSignal });
          return inRegion(BucketRegion ?? here);
        } catch (error) {
          const { $metadata, $response } = error as Refusal;
          if ($metadata?.httpStatusCode === 404) return undefined;
          const region = $response?.headers?.['x-amz-bucket-region'];
          if (region && region !== here) return inRegion(region);
          if ($metadata?.httpStatusCode === 403) throw Object.assign(new Error(), { name: 'AccessDenied' });
          throw error;
        }
      }),
  };
}
