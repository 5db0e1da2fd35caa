import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { batches } from '../../functions/aws/batches.ts';

export const s3At = (endpoint: string) =>
  new S3Client({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    forcePathStyle: true,
  });

export interface Contents {
  readonly objects: number;
  /** One more version and one delete marker for each of the first so many objects. */
  readonly deleted?: number;
  readonly uploads?: number;
}

/** A bucket with versions and with what is asked for in it. */
export async function fill(s3: S3Client, Bucket: string, { objects, deleted = 0, uploads = 0 }: Contents) {
  await s3.send(new CreateBucketCommand({ Bucket }));
  if (deleted > 0)
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  const put = (index: number) =>
    s3.send(new PutObjectCommand({ Bucket, Key: `project/${index}/cache.zip`, Body: 'cached' }));
  const remove = async (index: number) => {
    await put(index);
    await s3.send(new DeleteObjectCommand({ Bucket, Key: `project/${index}/cache.zip` }));
  };
  const begin = (index: number) =>
    s3.send(new CreateMultipartUploadCommand({ Bucket, Key: `project/${index}/large.zip` }));
  await repeated(objects, put);
  await repeated(deleted, remove);
  await repeated(uploads, begin);
}

async function repeated(times: number, act: (index: number) => Promise<unknown>): Promise<void> {
  for (const batch of batches([...Array(times).keys()], 40)) await Promise.all(batch.map(act));
}
