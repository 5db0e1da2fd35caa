import { afterEach, describe, expect, it, vi } from 'vitest';
import { shareThePatience } from '../../functions/aws/new-role.ts';

const patient = new AbortController().signal;
const refusal = new Error('denied');
const isDenied = (error: unknown) => error === refusal;

/** A call that is refused so many times, and counts how often it was made. */
function refusing(times: number) {
  const call = async () => {
    call.made += 1;
    if (call.made <= times) throw refusal;
    return 'answer';
  };
  call.made = 0;
  return call;
}

afterEach(() => vi.useRealTimers());

describe('patience with a new role', () => {
  it('is one window: a call that is first refused after it is not waited for', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { required } = shareThePatience(isDenied, patient);
    vi.setSystemTime(Date.now() + 46_000);
    const call = refusing(1);
    await expect(required(call)).rejects.toBe(refusal);
    expect(call.made).toBe(1);
  });

  it('makes an optional call once more, at once, when a required one was let through', async () => {
    const { required, optional } = shareThePatience(isDenied, patient);
    const call = refusing(9);
    const answer = optional(call);
    expect(await required(refusing(0))).toBe('answer');
    await expect(answer).rejects.toBe(refusal);
    expect(call.made).toBe(2);
  });

  it('waits with a required call for a new role, and then lets the optional ones have it too', async () => {
    const { required, optional } = shareThePatience(isDenied, patient);
    const [needed, useful, refused] = [refusing(1), refusing(1), refusing(9)];
    const answers = Promise.allSettled([required(needed), optional(useful), optional(refused)]);
    expect(await answers).toMatchObject([
      { value: 'answer' },
      { value: 'answer' },
      { status: 'rejected', reason: refusal },
    ]);
    expect([needed.made, useful.made, refused.made]).toEqual([2, 2, 2]);
  }, 20_000);

  it('lets every other error through at once, and ends with its signal', async () => {
    const { required, optional } = shareThePatience(isDenied, AbortSignal.timeout(300));
    const broken = async () => Promise.reject(new Error('broken'));
    await expect(optional(broken)).rejects.toThrow('broken');
    const answer = optional(refusing(9));
    await expect(required(refusing(9))).rejects.toBe(refusal);
    await expect(answer).rejects.toBe(refusal);
  });
});
