import type { Sentences } from '../sentence.ts';

const PART = 'A part of the sentence above.';

/** What Custom::CacheContents says. */
export const FAILURES = {
  invalid: {
    message: 'The cache cannot work: {faults}.',
    advice: 'The template was changed: give back what is named.',
  },
  leftToExpire: {
    message:
      "The cache's bucket {bucket} could not be emptied now. {why} What is in it expires within a few days; delete the bucket then.",
    advice:
      'In the log of the cache’s function; the stack’s delete succeeds. The bucket stays, with a rule that empties it.',
  },
  stuck: { message: '{number} {what} could not be removed ({codes}).', advice: PART },
  stillWritten: { message: 'Something still writes to it.', advice: PART },
  outOfTime: { message: 'The time ran out.', advice: PART },
  uploadsGoOn: {
    message: 'Uploads to {bucket} go on while it is emptied: {why}',
    advice: 'In the log of the cache’s function, which goes on all the same.',
  },
} as const satisfies Sentences;
