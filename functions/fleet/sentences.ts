import type { Explained, Sentences } from '../sentence.ts';

/** What Custom::WorkerFleet says. */
export const FAILURES = {
  stillThere:
    "{number} of the stack's worker instances are not terminated yet ({ids}): see in EC2 that they go, then delete the stack again, and retain this resource if it fails once more.",
  invalid: 'The workers cannot be managed: {errors}.',
} as const satisfies Sentences;

/** What stays so after a rollback, in the log of the function. */
export const NOTES = {
  zonesBalanced:
    'Auto Scaling may go on to balance the zones of {group}, which terminates workers in the middle of jobs: {why}',
} as const satisfies Sentences;

/** For the documents alone: a function is built without it. */
export const EXPLAINED = {
  FAILURES: {
    stillThere: {
      cause: 'EC2 takes longer than a quarter of an hour.',
      advice:
        'EC2 did not terminate them within a quarter of an hour. If the delete fails once more: `--retain-resources WorkerFleet`.',
    },
    invalid: {
      cause: 'The template was changed.',
      advice: 'The template was changed: give back what is named.',
    },
  },
  NOTES: {
    zonesBalanced: {
      cause: 'A policy refuses the call.',
      advice:
        'In the log of the fleet’s function, after a rollback: correct what the reason names, and update again.',
    },
  },
} satisfies Explained<{ FAILURES: typeof FAILURES; NOTES: typeof NOTES }>;
