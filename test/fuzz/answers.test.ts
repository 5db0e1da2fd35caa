import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { certificateAuthority } from '../../scripts/lib/certificates.ts';
import { type Lambda, startLambda } from '../support/lambda/lambda.ts';
import { startResponseServer } from '../support/lambda/response-server.ts';
import { anyEvent, STACK_ID } from './events.ts';
import { patience, runs, seed } from './runs.ts';

const CASES = runs(200);
let lambda: Lambda;
let server: Awaited<ReturnType<typeof startResponseServer>>;

beforeAll(async () => {
  const authority = certificateAuthority();
  server = await startResponseServer(authority.issue('localhost'));
  const probe = join(import.meta.dirname, '..', 'custom-resource', 'probe.ts');
  lambda = await startLambda(probe, { STACK_ID, NODE_EXTRA_CA_CERTS: authority.file });
});
afterAll(() => {
  lambda.stop();
  server.stop();
});

test(
  `any event is answered once, or never when there is no address, and its secrets are not logged (seed ${seed})`,
  async () => {
    const one = fc.asyncProperty(
      anyEvent({ Do: 'succeed', Token: 'glpat-MARKED' }, server.url),
      async (event) => {
        server.meet(200);
        const { error } = await lambda.invoke(event);
        const answerable = event.ResponseURL === server.url;
        expect(error?.errorType).toBe(answerable ? undefined : 'UnusableEvent');
        expect(server.puts.map(({ body }) => JSON.parse(body).Status)).toEqual(
          answerable ? [expect.stringMatching(/^(SUCCESS|FAILED)$/)] : [],
        );
      },
    );
    await fc.assert(one, { numRuns: CASES, seed });
    expect(server.bodies.some((body) => JSON.parse(body).Status === 'SUCCESS')).toBe(true);
    expect(lambda.output()).not.toContain('MARKED');
  },
  patience(CASES),
);
