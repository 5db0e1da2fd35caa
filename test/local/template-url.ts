import { createHash } from 'node:crypto';
import { CreateBucketCommand, PutObjectCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { addressOf } from '../../scripts/release/announcement.ts';

const BUCKET = 'templates';
const REGION = 'eu-central-1';

/** Puts a template into a bucket of the emulator and tells its address: with a call itself one comes of 51,200 bytes at most. */
export async function templateUrl(config: S3ClientConfig, template: object): Promise<string> {
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const Body = JSON.stringify(template);
  const Key = `${createHash('sha256').update(Body).digest('hex')}.json`;
  const CreateBucketConfiguration = { LocationConstraint: REGION } as const;
  await s3
    .send(new CreateBucketCommand({ Bucket: BUCKET, CreateBucketConfiguration }))
    .catch(() => undefined);
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));
  return addressOf(REGION, BUCKET, Key);
}
