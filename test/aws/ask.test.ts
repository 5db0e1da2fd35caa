import { describe, expect, it } from 'vitest';
import { allowing, ask } from '../../functions/aws/ask.ts';
import { AwsError, OutOfTime } from '../../functions/aws/errors.ts';

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

  it('without patience is done once', async () => {
    const call = failing(named('ThrottlingException'), 9);
    await expect(ask('ssm:PutParameter', never, call, 0)).rejects.toBeInstanceOf(AwsError);
    expect(call.made).toBe(1);
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
