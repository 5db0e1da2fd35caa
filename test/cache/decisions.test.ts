import { describe, expect, it } from 'vitest';
import { AwsError } from '../../functions/aws/errors.ts';
import { cache } from '../../functions/cache/cache.ts';
import { denyUploads } from '../../functions/cache/deny-uploads.ts';
import type { Bucket } from '../../functions/cache/ports.ts';
import { parseProperties } from '../../functions/cache/properties.ts';
import { requestFor, STACK } from '../support/request.ts';
import { bucketWith, SAMPLE, timedRequest } from './sample.ts';

const refused = (code: string) => async (): Promise<never> => {
  throw new AwsError('s3:Something', Object.assign(new Error('No.'), { name: code }));
};
const object = { key: 'key', versionId: 'null' };

describe('Custom::CacheContents’ properties', () => {
  it('are read', () => {
    expect(parseProperties({ ...SAMPLE, Owned: 'false', OnDelete: 'Retain' })).toEqual({
      bucketName: 'the-cache',
      onDelete: 'Retain',
      owned: false,
    });
  });

  it('are refused with every fault in one sentence', () => {
    expect(() => parseProperties({ BucketName: 'B', OnDelete: 'Keep', Owned: 'yes' })).toThrow(
      "The cache cannot work: BucketName must be a bucket's name; OnDelete must be Delete or Retain; " +
        'Owned must be true or false.',
    );
  });
});

describe('a bucket policy that denies uploads', () => {
  const other = { Sid: 'EncryptedConnectionsOnly', Effect: 'Deny' };
  const denial = (partition: string) => ({
    Sid: 'GitLabRunnerStackIsBeingDeleted',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:PutObject',
    Resource: `arn:${partition}:s3:::the-cache/*`,
  });

  it.each([
    ['no policy', undefined, 'aws', [denial('aws')]],
    ['a list', { Version: '2012-10-17', Statement: [other] }, 'aws-cn', [other, denial('aws-cn')]],
    ['a single statement', { Version: '2012-10-17', Statement: other }, 'aws', [other, denial('aws')]],
    ['itself', { Version: '2012-10-17', Statement: [denial('aws')] }, 'aws', [denial('aws')]],
  ])('is made of %s', (_, policy, partition, Statement) => {
    const text = denyUploads(policy && JSON.stringify(policy), partition, 'the-cache');
    expect(JSON.parse(text)).toEqual({ Version: '2012-10-17', Statement });
  });
});

describe('Custom::CacheContents', () => {
  const discard = (changes: Partial<Bucket>, properties: Record<string, string> = SAMPLE) => {
    const { open, done } = bucketWith(changes);
    const { request, ...rest } = timedRequest(parseProperties(properties));
    return { done, ...rest, outcome: cache(open).remove(request) };
  };

  it('answers nothing on Create and Update and touches nothing', async () => {
    const { open, done } = bucketWith();
    expect(await cache(open).ensure(requestFor(parseProperties(SAMPLE)))).toEqual({});
    expect(done).toEqual([]);
  });

  it('is another resource when the bucket is another', () => {
    const { identify, identifyInvalid } = cache(bucketWith().open);
    const ids = ['one-cache', 'other-cache'].map((BucketName) =>
      identify(parseProperties({ ...SAMPLE, BucketName }), STACK),
    );
    expect(ids).toEqual([`cache-${STACK.guid}-Thing-one-cache`, `cache-${STACK.guid}-Thing-other-cache`]);
    expect(identifyInvalid(STACK)).toBe(`cache-${STACK.guid}-Thing`);
  });

  it.each([
    ['the user wants to keep it', { ...SAMPLE, OnDelete: 'Retain' }],
    ['the user brought it', { ...SAMPLE, Owned: 'false' }],
  ])('leaves the bucket alone when %s', async (_, properties) => {
    const { done, outcome } = discard({}, properties);
    await outcome;
    expect(done).toEqual([]);
  });

  it('knows nothing to delete when its properties were refused', async () => {
    const { open, done } = bucketWith();
    await cache(open).remove(requestFor(undefined));
    expect(done).toEqual([]);
  });

  it('empties no bucket on the Delete of a Create that failed or was not heard', async () => {
    const { open, done } = bucketWith();
    await cache(open).remove({ ...requestFor(cache(open).parse(SAMPLE)), hasSucceeded: false });
    expect(done).toEqual([]);
  });

  it.each([
    'policy',
    'setPolicy',
    'someUploads',
    'abortUpload',
    'someVersions',
    'removeVersions',
    'remove',
  ])('succeeds when the bucket goes before %s', async (step) => {
    const { done, warnings, outcome } = discard({ [step]: refused('NoSuchBucket') });
    await outcome;
    expect([done.includes('expire'), warnings]).toEqual([false, []]);
  });

  it('empties and deletes a bucket whose policy it may not write, and says so', async () => {
    const { done, warnings, outcome } = discard({ setPolicy: refused('AccessDenied') });
    await outcome;
    expect(done).toEqual(['abort', 'delete']);
    expect(warnings).toEqual([
      expect.stringMatching(/^Uploads to the-cache go on while it is emptied: s3:Something failed/),
    ]);
  });

  it('leaves what no try removes to expire, says how much that is, and succeeds', async () => {
    const { done, warnings, outcome } = discard({
      someVersions: async () => [object, object],
      removeVersions: async () => ['AccessDenied', 'AccessDenied'],
    });
    await outcome;
    expect(done).toEqual(['deny', 'abort', 'expire']);
    expect(warnings).toEqual([
      "The cache's bucket the-cache could not be emptied now. 2 objects could not be removed (AccessDenied). " +
        'What is in it expires within a few days; delete the bucket then.',
    ]);
  }, 20_000);

  it('goes on while every round removes something, whatever else is refused', async () => {
    let rounds = 0;
    const { done, outcome } = discard({
      someVersions: async () => (rounds < 6 ? [object, { ...object, key: String(rounds) }] : []),
      removeVersions: async () => {
        rounds += 1;
        return ['InternalError'];
      },
    });
    await outcome;
    expect(done).toEqual(['deny', 'abort', 'delete']);
  });

  it('gives up what is listed again and again though S3 refused nothing', async () => {
    let lists = 0;
    const { done, warnings, outcome } = discard({
      someUploads: async () => {
        lists += 1;
        return [{ key: 'key', uploadId: 'one' }];
      },
    });
    await outcome;
    expect(lists).toBe(5);
    expect(done.at(-1)).toBe('expire');
    expect(warnings).toEqual([
      expect.stringContaining('1 unfinished uploads could not be removed (still listed)'),
    ]);
  }, 20_000);

  it('leaves a bucket that is never empty for long to expire, and says that something writes to it', async () => {
    const { done, warnings, outcome } = discard({ remove: async () => false });
    await outcome;
    expect(done.at(-1)).toBe('expire');
    expect(warnings).toEqual([expect.stringContaining('Something still writes to it.')]);
  }, 20_000);

  it('leaves the rest to expire when the time ends, and succeeds', async () => {
    const { work, done, warnings, outcome } = discard({
      someVersions: async () => [object],
      removeVersions: async () => {
        work.abort();
        return [];
      },
    });
    await outcome;
    expect(done).toEqual(['deny', 'abort', 'expire']);
    expect(warnings).toEqual([expect.stringContaining('could not be emptied now. The time ran out.')]);
  });

  it('fails when nothing would ever empty the bucket', async () => {
    const denied = refused('AccessDenied');
    const { outcome } = discard({ someUploads: denied, expireAll: denied });
    await expect(outcome).rejects.toThrow(
      "s3:Something failed with AccessDenied: allow it in the function's",
    );
  });
});
