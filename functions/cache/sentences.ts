import type { Sentences } from '../sentence.ts';

const PART = 'A part of the sentence above.';

/** What Custom::CacheContents says. */
export const FAILURES = {
  invalid: {
    message: 'The cache cannot work: {faults}.',
    cause: 'The template was changed.',
    advice: 'The template was changed: give back what is named.',
  },
  leftToExpire: {
    message:
      "The cache's bucket {bucket} could not be emptied now. {why} What is in it expires within a few days; delete the bucket then.",
    cause: 'A policy or a lock on the bucket or its objects, as {why} says.',
    advice:
      'In the log of the cache’s function; the stack’s delete succeeds. The bucket stays, with a rule that empties it.',
  },
  stuck: {
    message: '{number} {what} could not be removed ({codes}).',
    cause: 'Object lock, MFA delete or a policy of the bucket.',
    advice: PART,
  },
  stillWritten: {
    message: 'Something still writes to it.',
    cause: 'Another stack or a job uses the bucket.',
    advice: PART,
  },
  outOfTime: {
    message: 'The time ran out.',
    cause: 'More objects than can be deleted in a function’s life.',
    advice: PART,
  },
  uploadsGoOn: {
    message: 'Uploads to {bucket} go on while it is emptied: {why}',
    cause: 'The policy of the bucket could not be changed.',
    advice: 'In the log of the cache’s function, which goes on all the same.',
  },
} as const satisfies Sentences;
