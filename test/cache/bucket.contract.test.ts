import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isGone } from '../../functions/cache/errors.ts';
import type { Bucket } from '../../functions/cache/ports.ts';
import { s3Bucket } from '../../functions/cache/s3-bucket.ts';
import { startEmulator } from '../../scripts/local/stand-ins/emulator.ts';
import { type Contents, fill, s3At } from '../support/filled-bucket.ts';
import { memoryBuckets } from '../support/memory/buckets.ts';

// The emulator is slow where others run beside it.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let emulator: Awaited<ReturnType<typeof startEmulator>>;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.stop());

type Contained = Required<Omit<Contents, 'deleted'>>;
/** Opens a bucket; undefined contents make none. */
type Open = (name: string, contents?: Contained) => Promise<Bucket>;

const sides: Record<string, Open> = {
  async 'in memory'(name, contents) {
    const s3 = memoryBuckets();
    if (contents) s3.make(name);
    const { objects, uploads } = contents ?? { objects: 0, uploads: 0 };
    for (let index = 0; index < objects; index++) s3.put(name, `project/${index}/cache.zip`);
    for (let index = 0; index < uploads; index++) s3.begin(name, `project/${index}/large.zip`);
    return s3.open(name);
  },
  async 'in S3, by the real SDK on an emulator'(name, contents) {
    const s3 = s3At(emulator.endpoint);
    if (contents) await fill(s3, name, contents);
    return s3Bucket(s3, name);
  },
};

describe.each(Object.entries(sides))('a bucket %s', (_, open) => {
  const { signal } = new AbortController();

  it('lists a thousand objects at a time and removes them for good', async () => {
    const bucket = await open('thousand', { objects: 1001, uploads: 0 });
    const first = await bucket.someVersions(signal);
    expect(first).toHaveLength(1000);
    expect(first).toContainEqual({ key: 'project/0/cache.zip', versionId: 'null' });
    expect(await bucket.removeVersions(first, signal)).toEqual([]);
    const rest = await bucket.someVersions(signal);
    expect(rest).toHaveLength(1);
    expect(await bucket.removeVersions([...rest, ...first.slice(0, 1)], signal)).toEqual([]);
    expect(await bucket.someVersions(signal)).toEqual([]);
  });

  it('lists unfinished uploads, and aborting one twice is no failure', async () => {
    const bucket = await open('uploads', { objects: 0, uploads: 2 });
    const [one, other] = await bucket.someUploads(signal);
    if (!one || !other) throw new Error('There must be two.');
    expect([one.key, other.key].sort()).toEqual(['project/0/large.zip', 'project/1/large.zip']);
    await bucket.abortUpload(one, signal);
    await bucket.abortUpload(one, signal);
    expect(await bucket.someUploads(signal)).toEqual([other]);
  });

  it('has the policy that it was given', async () => {
    const bucket = await open('policy', { objects: 0, uploads: 0 });
    expect(await bucket.policy(signal)).toBeUndefined();
    const statement = {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: 'arn:aws:s3:::policy/*',
    };
    const policy = { Version: '2012-10-17', Statement: [statement] };
    await bucket.setPolicy(JSON.stringify(policy), signal);
    expect(JSON.parse((await bucket.policy(signal)) ?? '')).toEqual(policy);
    await bucket.expireAll(signal);
  });

  it('is removed once it is empty, and then gone for every call', async () => {
    const bucket = await open('one-object', { objects: 1, uploads: 0 });
    expect(await bucket.remove(signal)).toBe(false);
    await bucket.removeVersions(await bucket.someVersions(signal), signal);
    expect(await bucket.remove(signal)).toBe(true);
    const calls = [
      bucket.policy(signal),
      bucket.setPolicy('{"Version":"2012-10-17","Statement":[]}', signal),
      bucket.someVersions(signal),
      bucket.removeVersions([{ key: 'key', versionId: 'null' }], signal),
      bucket.someUploads(signal),
      bucket.expireAll(signal),
      bucket.remove(signal),
    ];
    for (const outcome of await Promise.allSettled(calls))
      expect(outcome).toSatisfy((one: PromiseRejectedResult) => isGone(one.reason));
  });

  it('that never was is gone', async () => {
    const bucket = await open('never-was');
    await expect(bucket.someVersions(signal)).rejects.toSatisfy(isGone);
  });
});
