import type { Explained, Sentences } from '../sentence.ts';

const PART = 'A part of the sentence above.';

/** What Custom::CacheContents says. */
export const FAILURES = {
  invalid: 'The cache cannot work: {errors}.',
  leftToExpire:
    "The cache's bucket {bucket} could not be emptied now. {why} What is in it expires within a few days; delete the bucket then.",
  stuck: '{number} {what} could not be removed ({codes}).',
  stillWritten: 'Something still writes to it.',
  outOfTime: 'The time ran out.',
  uploadsGoOn: 'Uploads to {bucket} go on while it is emptied: {why}',
} as const satisfies Sentences;

/** For the documents alone: a function is built without it. */
export const EXPLAINED = {
  FAILURES: {
    invalid: {
      cause: 'The template was changed.',
      advice: 'The template was changed: give back what is named.',
    },
    leftToExpire: {
      cause: 'A policy or a lock on the bucket or its objects, as {why} says.',
      advice:
        'In the log of the cache’s function; the stack’s delete succeeds. The bucket stays, with a rule that empties it.',
    },
    stuck: {
      cause: 'Object lock, MFA delete or a policy of the bucket.',
      advice: PART,
    },
    stillWritten: {
      cause: 'Another stack or a job uses the bucket.',
      advice: PART,
    },
    outOfTime: {
      cause: 'More objects than can be deleted in a function’s life.',
      advice: PART,
    },
    uploadsGoOn: {
      cause: 'The policy of the bucket could not be changed.',
      advice: 'In the log of the cache’s function, which goes on all the same.',
    },
  },
} satisfies Explained<{ FAILURES: typeof FAILURES }>;
