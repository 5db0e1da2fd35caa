// A delete with 100,000 objects in the cache. Too slow for every run: node test/large/cache.large.ts
import { equal } from 'node:assert/strict';
import { removeWithContents } from '../../functions/cache/empty-bucket.ts';
import { s3Bucket } from '../../functions/cache/s3-bucket.ts';
import { startEmulator } from '../../scripts/local/stand-ins/emulator.ts';
import { startProxy } from '../support/aws-proxy.ts';
import { fill, s3At } from '../support/filled-bucket.ts';

const OBJECTS = 100_000;
const emulator = await startEmulator();
const proxy = await startProxy(emulator.endpoint);

await fill(s3At(emulator.endpoint), 'hundred-thousand', { objects: OBJECTS, uploads: 10 });
const begin = performance.now();
await removeWithContents(s3Bucket(s3At(proxy.endpoint), 'hundred-thousand'), new AbortController().signal);
const calls = proxy.names();
console.log(`${OBJECTS} objects: ${calls.length} calls, ${Math.round(performance.now() - begin)} ms`);
// Per thousand a list and a removal; a last empty list; two lists of uploads, ten uploads, the bucket.
equal(calls.length, (2 * OBJECTS) / 1000 + 1 + 2 + 10 + 1);

proxy.stop();
await emulator.stop();
