import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dispatch, failed } from '../../functions/custom-resource/dispatch.ts';
import { responseUrlOf, UnusableEvent } from '../../functions/custom-resource/event.ts';
import { encodeResponse } from '../../functions/custom-resource/response.ts';
import { rememberSecrets } from '../../functions/custom-resource/secrets.ts';
import { OperatorError } from '../../functions/operator-error.ts';
import { LIFETIME, memoryWorld, PROPERTIES } from '../support/memory/world.ts';
import { anyEvent, STACK_ID } from './events.ts';
import { patience, runs, seed } from './runs.ts';

const ADDRESS = 'https://cloudformation.example.com/answer?X-Amz-Signature=MARKED';
const CASES = runs(500);
const never = new AbortController().signal;
const time = { work: never, tidying: never, lifetime: LIFETIME };

test(
  `any event has an https address or is unanswerable (seed ${seed})`,
  () => {
    const event = fc.oneof(anyEvent(PROPERTIES, ADDRESS), fc.jsonValue({ maxDepth: 2 }));
    const property = fc.property(event, (given) => {
      try {
        expect(responseUrlOf(given as never).protocol).toBe('https:');
      } catch (error) {
        expect(error).toBeInstanceOf(UnusableEvent);
      }
    });
    fc.assert(property, { numRuns: CASES, seed });
  },
  patience(CASES),
);

test(
  `any event is carried out by the registration or refused with a sentence (seed ${seed})`,
  async () => {
    let carriedOut = 0;
    const property = fc.asyncProperty(anyEvent(PROPERTIES, ADDRESS), async (given) => {
      const { resource, warn } = memoryWorld();
      const event = given as unknown as CloudFormationCustomResourceEvent;
      const secrets = rememberSecrets();
      const outcome = await dispatch(resource, event, STACK_ID, { time, secrets, warn }).catch(
        (error: unknown) => {
          expect(error).toBeInstanceOf(OperatorError);
          return failed(resource, event, error, secrets);
        },
      );
      if (outcome.Status === 'SUCCESS') carriedOut++;
      else expect(outcome.Reason).toMatch(/\w.*\.$/s);
      expect(outcome.PhysicalResourceId).toBeTruthy();
      const { StackId, RequestId, LogicalResourceId } = event;
      const body = encodeResponse({ StackId, RequestId, LogicalResourceId, ...outcome });
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(4096);
      expect(body).not.toContain('MARKED');
    });
    await fc.assert(property, { numRuns: CASES, seed });
    expect(carriedOut).toBeGreaterThan(0);
  },
  patience(CASES),
);
