import fc from 'fast-check';
import { afterAll, beforeAll, test } from 'vitest';
import { type GitLabServer, startGitLabServer } from './gitlab-server.ts';
import { HANDS } from './hands.ts';
import { live } from './life.ts';
import { changes, parameters } from './parameters.ts';
import { plan, recovers } from './plan.ts';
import { PARTS } from './stack-template.ts';

/** Few beside the other tests; `npm run test:chaos` lives many. */
const LIVES = Number(process.env.LIVES ?? 40);
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);

let server: GitLabServer;
beforeAll(async () => {
  server = await startGitLabServer();
});
afterAll(() => server.stop());

const health = fc.oneof(
  { weight: 5, arbitrary: fc.constant('well' as const) },
  fc.constantFrom('down', 'refusing', 'read-only'),
);
const plans = fc.array(plan, { maxLength: 3 });

test(`after any ${LIVES} lives of a whole stack nothing is left of it that nobody names (seed ${seed})`, async () => {
  const step = fc.record({
    changes: changes(server.urls),
    plans,
    gitLab: health,
    hand: fc.option(fc.constantFrom(...HANDS), { nil: undefined, freq: 3 }),
    keepsFailed: fc.option(fc.constantFrom('first', 'last'), { nil: undefined, freq: 3 }),
    failing: fc.option(fc.nat({ max: PARTS.length }), { nil: undefined, freq: 3 }),
  });
  const life = fc.record({
    parameters: parameters(server.urls),
    steps: fc.array(step, { minLength: 1, maxLength: 6 }),
    last: fc.record({ plans: fc.array(plan.filter(recovers), { maxLength: 3 }), gitLab: health }),
    preferred: fc.shuffledSubarray(PARTS, { minLength: PARTS.length }),
    seed: fc.nat(),
  });
  await fc.assert(
    fc.asyncProperty(life, (one) => live(one, server)),
    { numRuns: LIVES, seed },
  );
}, 2_400_000);
