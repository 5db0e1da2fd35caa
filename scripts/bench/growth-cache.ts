import { removeWithContents } from '../../functions/cache/drain.ts';
import { s3Bucket } from '../../functions/cache/s3-bucket.ts';
import { startProxy } from '../lib/aws-proxy.ts';
import { fill, s3At } from '../lib/filled-bucket.ts';
import { startEmulator } from '../local/stand-ins/emulator.ts';
import { measured, type Point } from './growth-point.ts';

const SIZES = [1, 1000, 5000, 25_000];

/** Empties and removes the cache's bucket by the real function, over the real SDK, with so many objects in ministack. */
export async function teardownOfCache(progress: (line: string) => void): Promise<Point[]> {
  const emulator = await startEmulator();
  const proxy = await startProxy(emulator.endpoint);
  const points: Point[] = [];
  try {
    for (const size of SIZES) {
      progress(`Teardown of ${size} objects`);
      const bucket = `with-${size}`;
      await fill(s3At(emulator.endpoint), bucket, { objects: size });
      const forEver = new AbortController().signal;
      const empty = () => removeWithContents(s3Bucket(s3At(proxy.endpoint), bucket), forEver);
      points.push(await measured(proxy, size, empty));
    }
    return points;
  } finally {
    proxy.stop();
    await emulator.stop();
  }
}
