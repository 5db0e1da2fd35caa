import type { Sentences } from '../sentence.ts';

/** What Custom::WorkerFleet says. */
export const FAILURES = {
  stillThere: {
    message:
      "{number} of the stack's worker instances are not terminated yet ({ids}): see in EC2 that they go, then delete the stack again, and retain this resource if it fails once more.",
    cause: 'EC2 takes longer than a quarter of an hour.',
    advice:
      'EC2 did not end them within a quarter of an hour. If the delete fails once more: `--retain-resources WorkerFleet`.',
  },
  invalid: {
    message: 'The workers cannot be looked after: {faults}.',
    cause: 'The template was changed.',
    advice: 'The template was changed: give back what is named.',
  },
} as const satisfies Sentences;

/** What stays so after a roll-back, in the log of the function. */
export const NOTES = {
  zonesBalanced: {
    message:
      'Auto Scaling may go on to balance the zones of {group}, which ends workers in the middle of jobs: {why}',
    cause: 'A policy refuses the call.',
    advice:
      'In the log of the fleet’s function, after a roll-back: mend what the reason names, and update again.',
  },
} as const satisfies Sentences;
