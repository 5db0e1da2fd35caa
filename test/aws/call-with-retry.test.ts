import { describe, expect, it } from 'vitest';
import { isBusy } from '../../functions/aws/busy.ts';
import { AT_ONCE, allowing, ask } from '../../functions/aws/call-with-retry.ts';
import { AwsError, OutOfTime, wordsOf } from '../../functions/aws/errors.ts';
import { MOST_PAGES, onEveryPage } from '../../functions/aws/every-page.ts';

const never = new AbortController().signal;
const named = (name: string, code?: string) => Object.assign(new Error('No.'), { name }, code && { code });

/** A call that fails so many times and then answers; how often it was made. */
function failing(error: Error, times: number) {
  const call = async () => {
    call.made += 1;
    if (call.made <= times) throw error;
    return 'answer';
  };
  call.made = 0;
  return call;
}

describe('asking AWS', () => {
  it.each([
    ['a new role is not known yet', named('AccessDeniedException')],
    ['EC2 does not know it yet', named('UnauthorizedOperation')],
    ['AWS is busy', named('RequestLimitExceeded')],
    ['nobody is there', named('Error', 'ECONNREFUSED')],
  ])('is done again after three seconds when %s', async (_, error) => {
    const call = failing(error, 1);
    expect(await ask('ec2:DescribeVpcs', never, call)).toBe('answer');
    expect(call.made).toBe(2);
  });

  it('ends with the patience, and says the action and what AWS said', async () => {
    const call = failing(named('AccessDenied'), 9);
    await expect(ask('s3:DeleteBucket', never, call, 4_000)).rejects.toMatchObject({
      name: 'AwsError',
      action: 's3:DeleteBucket',
      code: 'AccessDenied',
      detail: 'No.',
    });
    expect(call.made).toBe(2);
  });

  it('without patience is done once when it is denied', async () => {
    const call = failing(named('AccessDeniedException'), 9);
    await expect(ask('ssm:PutParameter', never, call, AT_ONCE)).rejects.toBeInstanceOf(AwsError);
    expect(call.made).toBe(1);
  });

  it('is done again for seven seconds when AWS is busy, whoever asks, and not forever', async () => {
    const once = failing(named('TooManyUpdates'), 1);
    const always = failing(named('TooManyUpdates'), 9);
    const both = [once, always].map((call) => ask('ssm:PutParameter', never, call, AT_ONCE));
    expect(await Promise.allSettled(both)).toMatchObject([
      { value: 'answer' },
      { reason: { code: 'TooManyUpdates' } },
    ]);
    expect([once.made, always.made]).toEqual([2, 3]);
  }, 15_000);

  it('tells a denial whole, with the name of the denying policy at its end, and without what is encoded', async () => {
    const policy = 'arn:aws:organizations::123456789012:policy/o-abc/service_control_policy/p-12345678';
    const words = `User: ${'x'.repeat(600)} is not authorized with an explicit deny in a service control policy: ${policy}`;
    const error = Object.assign(
      new Error(`${words}. Encoded authorization failure message: ${'y'.repeat(900)}`),
      {
        name: 'UnauthorizedOperation',
      },
    );
    const asked = ask('ec2:RunInstances', never, failing(error, 9), AT_ONCE);
    await expect(asked).rejects.toThrow(policy);
    await expect(asked).rejects.not.toThrow('yyy');
    await asked.catch((refusal) => expect(wordsOf(new Error('outer', { cause: refusal }))).toContain('yyy'));
  });

  it('ends with a sentence when a list has no last page', async () => {
    async function* pages() {
      for (;;) yield { Items: [1] };
    }
    const asked = ask('ec2:DescribeInstances', never, () => onEveryPage(pages(), ({ Items }) => Items));
    await expect(asked).rejects.toThrow(`more than ${MOST_PAGES} pages of one list`);
    async function* three() {
      yield* [{ Items: [1] }, {}, { Items: [2] }];
    }
    expect(await onEveryPage<{ Items?: number[] }, number>(three(), ({ Items }) => Items)).toEqual([1, 2]);
  });

  it('is done once when waiting cures nothing', async () => {
    const call = failing(named('ValidationError'), 9);
    await expect(ask('ec2:DescribeVpcs', never, call)).rejects.toThrow('failed with ValidationError');
    expect(call.made).toBe(1);
  });

  it('ends with its signal, in the middle of a call that ignores it', async () => {
    const silence = () => new Promise<never>(() => undefined);
    const asked = ask('ec2:DescribeVpcs', AbortSignal.timeout(50), silence);
    await expect(asked).rejects.toBeInstanceOf(OutOfTime);
    await expect(asked).rejects.toMatchObject({ action: 'ec2:DescribeVpcs', code: 'TimeoutError' });
  });

  it('that ends while a refusal is waited for says the refusal', async () => {
    const call = failing(named('AccessDenied'), 9);
    const asked = ask('ec2:DescribeVpcs', AbortSignal.timeout(50), call);
    await expect(asked).rejects.toThrow('ec2:DescribeVpcs failed with AccessDenied: allow it');
  });
});

describe('what is allowed', () => {
  it('is one refusal of AWS, by its code and its words', async () => {
    const refused = (code: string) => ask('ec2:DescribeVpcs', never, failing(named(code), 9));
    expect(await refused('NotFound').catch(allowing('NotFound'))).toBeUndefined();
    expect(await refused('NotFound').catch(allowing('NotFound', /^No/))).toBeUndefined();
    await expect(refused('NotFound').catch(allowing('NotFound', /yes/))).rejects.toThrow('NotFound');
    await expect(refused('Other').catch(allowing('NotFound'))).rejects.toThrow('Other');
    await expect(Promise.reject(named('NotFound')).catch(allowing('NotFound'))).rejects.toThrow('No.');
  });
});

describe('an error by which AWS says “later”', () => {
  // What @smithy/core and botocore take for throttling, and what each service that is called adds.
  it.each([
    ...[
      'BandwidthLimitExceeded',
      'EC2ThrottledException',
      'LimitExceededException',
      'PriorRequestNotComplete',
    ],
    ...['ProvisionedThroughputExceededException', 'RequestLimitExceeded', 'RequestThrottled', 'SlowDown'],
    ...['RequestThrottledException', 'ThrottledException', 'Throttling', 'ThrottlingException'],
    ...['TooManyRequestsException', 'TransactionInProgressException', 'RequestTimeout'],
    ...['TooManyUpdates', 'ResourceContentionFault', 'ResourceContention', 'ScalingActivityInProgress'],
    ...['OperationAborted', 'ConcurrentTagAccess', 'Unavailable', 'ServiceUnavailable', 'InternalError'],
    ...['InternalServerError', 'InternalServiceError', 'InternalFailure', 'ConcurrentModification'],
    ...['EntityTemporarilyUnmodifiable', 'DependencyTimeoutException'],
  ])('is %s', (code) => {
    expect(isBusy(named(code))).toBe(true);
  });

  it.each([500, 502, 503, 504, 429])('is one with the status %d, whatever its name', (httpStatusCode) => {
    expect(isBusy(Object.assign(named('UnknownError'), { $metadata: { httpStatusCode } }))).toBe(true);
  });

  it.each([
    ...['ParameterLimitExceeded', 'ValidationException', 'ParameterNotFound', 'AccessDenied', 'InvalidKeyId'],
    ...['NoSuchBucket', 'BucketNotEmpty', 'ParameterAlreadyExists', 'ExpiredTokenException'],
  ])('is not %s', (code) => {
    expect(isBusy(Object.assign(named(code), { $metadata: { httpStatusCode: 400 } }))).toBe(false);
  });
});

it("tells why a parameter's type cannot change, in whole characters", () => {
  const why = Object.assign(new Error(`a${'🚀'.repeat(200)}`), { name: 'HierarchyTypeMismatchException' });
  expect(new AwsError('ssm:PutParameter', why).message).toContain(`AWS says: a${'🚀'.repeat(149)}\ufffd`);
});
