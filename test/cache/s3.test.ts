import {
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  HeadBucketCommand,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { cache } from '../../functions/cache/cache.ts';
import { parseProperties } from '../../functions/cache/properties.ts';
import { s3Bucket } from '../../functions/cache/s3-bucket.ts';
import { startEmulator } from '../../scripts/local/stand-ins/emulator.ts';
import { type Call, type Fate, startProxy } from '../support/aws-proxy.ts';
import { fill, s3At } from '../support/filled-bucket.ts';

import { SAMPLE, timedRequest } from './sample.ts';

// The emulator is slow where others run beside it.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let emulator: Awaited<ReturnType<typeof startEmulator>>;
let proxy: Awaited<ReturnType<typeof startProxy>>;
let warnings: string[] = [];
beforeAll(async () => {
  emulator = await startEmulator();
  proxy = await startProxy(emulator.endpoint);
});
afterAll(async () => {
  proxy.stop();
  await emulator.stop();
});
beforeEach(() => {
  warnings = [];
});

/** Deletes as CloudFormation would; `meet` sees each call and the way to end the function's time. */
async function discard(
  BucketName: string,
  meet: (endTime: () => void) => (call: Call) => Fate = () => () => undefined,
) {
  const { work, request, ...told } = timedRequest(parseProperties({ ...SAMPLE, BucketName }));
  warnings = told.warnings;
  proxy.meet(meet(() => work.abort()));
  const s3 = s3At(proxy.endpoint);
  await cache((name) => s3Bucket(s3, name)).remove(request);
  return proxy.names();
}

const there = (Bucket: string) =>
  s3At(emulator.endpoint)
    .send(new HeadBucketCommand({ Bucket }))
    .then(
      () => true,
      () => false,
    );
const times = (names: readonly string[], wanted: string) => names.filter((name) => name === wanted).length;

describe('Custom::CacheContents in a real S3 API', () => {
  it.each([
    [0, 0, 0, 1],
    [1, 1, 1, 2],
    [2500, 300, 37, 5],
  ])(
    'a bucket of %i objects, %i deleted ones and %i unfinished uploads goes in few calls',
    async (objects, deleted, uploads, lists) => {
      await fill(s3At(emulator.endpoint), `full-${objects}`, { objects, deleted, uploads });
      const names = await discard(`full-${objects}`);
      expect(await there(`full-${objects}`)).toBe(false);
      expect(warnings).toEqual([]);
      expect(times(names, 'GET versions')).toBe(lists);
      expect(times(names, 'POST delete')).toBe(lists - 1);
      // Besides: the policy twice, the list of uploads once or twice, each upload, the bucket.
      expect(names.length).toBe(2 * lists - 1 + uploads + 4 + Math.min(uploads, 1));
    },
    60_000,
  );

  it('a bucket that is not there is deleted already', async () => {
    expect(await discard('never-was')).toEqual(['GET policy']);
  });

  it('tries again what one answer names as not removed, and throttled calls', async () => {
    await fill(s3At(emulator.endpoint), 'refusing', { objects: 5 });
    const slow = '<Error><Code>SlowDown</Code><Message>Reduce your request rate.</Message></Error>';
    const partly = '<Error><Key>project/0/cache.zip</Key><Code>InternalError</Code></Error>';
    const answers = [
      { status: 503, body: slow },
      { status: 200, body: `<DeleteResult>${partly.repeat(5)}</DeleteResult>` },
    ];
    const names = await discard('refusing', () => ({ name }) => {
      return name === 'POST delete' ? answers.shift() : undefined;
    });
    expect(await there('refusing')).toBe(false);
    expect(times(names, 'POST delete')).toBe(3);
  });

  it('leaves to expire what S3 refuses to remove every time, with S3’s word for it', async () => {
    await fill(s3At(emulator.endpoint), 'withstanding', { objects: 2 });
    const kept = '<Error><Key>project/0/cache.zip</Key><Code>AccessDenied</Code></Error>';
    const body = `<DeleteResult>${kept.repeat(2)}</DeleteResult>`;
    await discard('withstanding', () => ({ name }) => {
      return name === 'POST delete' ? { status: 200, body } : undefined;
    });
    expect(warnings).toEqual([expect.stringContaining('2 objects could not be removed (AccessDenied)')]);
    expect(await there('withstanding')).toBe(true);
  }, 60_000);

  it('what the time did not suffice for expires, and nothing is uploaded any more', async () => {
    const s3 = s3At(emulator.endpoint);
    await fill(s3, 'too-full', { objects: 1001 });
    const statement = {
      Sid: 'EncryptedConnectionsOnly',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: '*',
    };
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    await s3.send(new PutBucketPolicyCommand({ Bucket: 'too-full', Policy: policy }));
    let lists = 0;
    await discard('too-full', (endTime) => ({ name }) => {
      if (name !== 'GET versions' || ++lists < 2) return undefined;
      endTime();
      return 'hang';
    });
    expect(warnings).toEqual([
      expect.stringMatching(/^The cache's bucket too-full could not .*time ran out/),
    ]);
    const { Versions } = await s3.send(new ListObjectVersionsCommand({ Bucket: 'too-full' }));
    expect(Versions).toHaveLength(1);
    const { Rules } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: 'too-full' }));
    expect(Rules).toMatchObject([
      {
        Status: 'Enabled',
        Expiration: { Days: 1 },
        NoncurrentVersionExpiration: { NoncurrentDays: 1 },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
    ]);
    const { Policy = '' } = await s3.send(new GetBucketPolicyCommand({ Bucket: 'too-full' }));
    expect(JSON.parse(Policy).Statement).toMatchObject([
      statement,
      { Effect: 'Deny', Action: 's3:PutObject' },
    ]);
  });

  it('empties again what an upload that was under way has put there', async () => {
    const s3 = s3At(emulator.endpoint);
    await fill(s3, 'busy', { objects: 1 });
    const notEmpty = { status: 409, body: '<Error><Code>BucketNotEmpty</Code></Error>' };
    const answers = [notEmpty];
    const names = await discard(
      'busy',
      () =>
        ({ name }) =>
          name === 'DELETE' ? answers.shift() : undefined,
    );
    expect(await there('busy')).toBe(false);
    expect(times(names, 'DELETE')).toBe(2);
  });
});
