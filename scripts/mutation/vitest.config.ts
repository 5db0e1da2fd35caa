import { defineConfig } from 'vitest/config';

/** The tests that need no other process and little time: each mutant is tried by all of these that reach it. */
const TESTS = [
  'custom-resource/{carry-out,encode-answer,time}',
  'registration/{attributes,claims,decisions,edits,identity,lifecycle,lost-answers}',
  'registration/{ownership,patience,properties,random-events,removals,sentences}',
  'fuzz/{event,period}',
  'configuration/{period,replacement}',
  'fleet/{decisions,fleet}',
  'cache/decisions',
  'preflight/{checks,findings,preflight}',
];

export default defineConfig({
  test: { include: TESTS.map((path) => `test/${path}.test.ts`), isolate: false },
});
