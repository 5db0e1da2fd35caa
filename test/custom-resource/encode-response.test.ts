import { describe, expect, test } from 'vitest';
import { UnusableEvent } from '../../functions/custom-resource/event.ts';
import { encodeResponse, type Response } from '../../functions/custom-resource/response.ts';

const failure: Response = {
  Status: 'FAILED',
  Reason: '',
  PhysicalResourceId: 'id',
  StackId: 'stack',
  RequestId: 'request',
  LogicalResourceId: 'Thing',
};
const sizeOf = (answer: Response) => Buffer.byteLength(JSON.stringify(answer));
/** The failure with a reason that makes it so many bytes long. */
const failureOf = (bytes: number) => ({ ...failure, Reason: 'x'.repeat(bytes - sizeOf(failure)) });

describe('an answer', () => {
  test('of 4096 bytes is whole', () => {
    expect(encodeResponse(failureOf(4096))).toBe(JSON.stringify(failureOf(4096)));
  });

  test.each([4097, 20_000])('of %i bytes is cut to just 4096, and says that it was cut', (bytes) => {
    const body = encodeResponse(failureOf(bytes));
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(4096);
    expect(Buffer.byteLength(body)).toBeGreaterThan(4080);
    expect(JSON.parse(body)).toMatchObject({ ...failure, Reason: expect.stringMatching(/^x+…$/) });
  });

  test('in any writing keeps what fits of its reason', () => {
    const body = encodeResponse({ ...failure, Reason: '東"'.repeat(2000) });
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(4096);
    expect(Buffer.byteLength(body)).toBeGreaterThan(4080);
    expect(JSON.parse(body).Reason).toMatch(/^(東"?)+…$/);
  });

  test('to an event whose ids leave no room for a reason cannot be given', () => {
    const tooLong = () => encodeResponse({ ...failure, RequestId: 'x'.repeat(4096) });
    expect(tooLong).toThrow(UnusableEvent);
    expect(tooLong).toThrow('The event is too long for a response.');
  });

  test('with too much data is a failure of the same resource, whatever it said before', () => {
    const answer = { ...failure, Status: 'SUCCESS', Data: { Long: 'x'.repeat(5000) }, NoEcho: true } as const;
    expect(JSON.parse(encodeResponse(answer))).toEqual({
      ...failure,
      Reason: 'The resource returned more Data than CloudFormation takes (4096 bytes).',
      NoEcho: true,
    });
  });
});
