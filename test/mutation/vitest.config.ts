import { defineConfig } from 'vitest/config';

/** The tests that need no other process and little time: each mutant is tried by all of these that reach it. */
const TESTS = [
  'custom-resource/{dispatch,encode-response,deadlines}',
  'registration/{attributes,claims,decisions,edits,identity,lifecycle,lost-answers}',
  'registration/{confused-deputy,forged-records,ownership,properties,random-events,removals,sentences}',
  'gitlab/retry',
  'shared/retry',
  'fuzz/{event,period}',
  'configuration/{fragment,period,properties,reload}',
  'fleet/{decisions,fleet}',
  'cache/decisions',
  'preflight/{checks,findings,preflight}',
];

export default defineConfig({
  test: { include: TESTS.map((path) => `test/${path}.test.ts`), isolate: false },
});
