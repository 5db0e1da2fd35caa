import { SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parameterStore } from '../../functions/registration/aws/parameter-store.ts';
import type { Store } from '../../functions/registration/ports.ts';
import type { Fate } from '../support/aws-proxy.ts';
import { awsError, type FaultyAws, startFaultyAws } from '../support/faulty-aws.ts';

// A new role's refusals, which no emulator knows.

const signal = new AbortController().signal;
const refused = awsError('AccessDeniedException', 'User: it is not authorized to perform: it');
const answer = (body: object): Fate => ({
  status: 200,
  type: 'application/x-amz-json-1.1',
  body: JSON.stringify(body),
});
let aws: FaultyAws;
let store: Store;

beforeAll(async () => {
  aws = await startFaultyAws('http://127.0.0.1');
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  store = parameterStore(new SSMClient({ endpoint: aws.endpoint, region: 'eu-central-1', credentials }), []);
});
afterAll(() => aws.stop());

describe('a role that is not known yet', () => {
  test('is waited for by a claim, when that is asked for', async () => {
    aws.meet(({ count }) => (count === 1 ? refused : answer({ Version: 1 })));
    expect(await store.create('/a', 'claim', '', signal, 10_000)).toBe(1);
    expect(aws.calls).toHaveLength(2);
  }, 20_000);

  test('is waited for by a look, when that is asked for', async () => {
    aws.meet(({ count }) => (count === 1 ? refused : answer({ Parameter: { Value: 'it', Version: 3 } })));
    expect(await store.read('/a', signal, 10_000)).toEqual({ value: 'it', version: 3 });
    expect(aws.calls).toHaveLength(2);
  }, 20_000);

  const others: ReadonlyArray<readonly [name: string, call: () => Promise<unknown>]> = [
    ['a completion', () => store.replace('/a', 'document', '', signal)],
    ['a look', () => store.read('/a', signal)],
    ['a list', () => store.list('/a/', signal)],
    ['a removal', () => store.remove('/a', signal)],
    ['a note', () => store.leaveNote('/a/left-behind', 'text', signal)],
  ];
  test.each(others)('is not waited for by %s, since what must be undone has little time', async (_, call) => {
    aws.meet(() => refused);
    await expect(call()).rejects.toThrow('AWS says: User: it is not authorized to perform: it.');
    expect(aws.calls).toHaveLength(1);
  });
});

describe('a value whose key does not give it out', () => {
  test.each([
    ['InvalidKeyId', 'arn:aws:kms:eu-central-1:123456789012:key/1 is pending deletion.'],
    ['KMSInvalidStateException', 'arn:aws:kms:eu-central-1:123456789012:key/1 is disabled.'],
    ['AccessDeniedException', 'User: it is not authorized to perform: kms:Decrypt on this resource'],
  ])('is known to be there, with its version and AWS’s words: %s', async (code, words) => {
    aws.meet(({ input }) =>
      input.WithDecryption ? awsError(code, words) : answer({ Parameter: { Value: 'AQIC', Version: 7 } }),
    );
    expect(await store.read('/a', signal)).toEqual({
      ...{ value: '', version: 7 },
      withheld: expect.stringContaining(words.slice(0, 40)),
    });
  });

  test('is nothing when it has gone meanwhile', async () => {
    aws.meet(({ input }) =>
      input.WithDecryption ? awsError('InvalidKeyId', 'No.') : awsError('ParameterNotFound', 'No.'),
    );
    expect(await store.read('/a', signal)).toBeUndefined();
  });
});
