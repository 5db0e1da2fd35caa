import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { batches } from '../../functions/aws/batches.ts';
import { removeWithContents } from '../../functions/cache/empty-bucket.ts';
import { s3Bucket } from '../../functions/cache/s3-bucket.ts';
import { startEmulator } from '../local/stand-ins/emulator.ts';
import { measured, type Point } from './calls.ts';

const SIZES = [1, 1000, 10_000];

/** Empties and removes the cache's bucket by the real function's parts, over the real SDK, with so many objects in ministack. */
export async function teardownOfCache(progress: (line: string) => void): Promise<Point[]> {
  const { endpoint, stop } = await startEmulator();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const s3 = new S3Client({ endpoint, region: 'us-east-1', credentials, forcePathStyle: true });
  const points: Point[] = [];
  try {
    for (const size of SIZES) {
      progress(`${size} objects in the cache`);
      const Bucket = `with-${size}`;
      await s3.send(new CreateBucketCommand({ Bucket }));
      for (const batch of batches([...Array(size).keys()], 40))
        await Promise.all(
          batch.map((index) =>
            s3.send(new PutObjectCommand({ Bucket, Key: `project/${index}/cache.zip`, Body: 'x' })),
          ),
        );
      const never = new AbortController().signal;
      points.push(await measured(endpoint, size, () => removeWithContents(s3Bucket(s3, Bucket), never)));
    }
    return points;
  } finally {
    await stop();
  }
}
