import { saidBy } from './message.ts';

/** What the teardown may say: of the workers in the stack's events, of the cache in its function's log. */
export const DELETE = [
  ...saidBy('functions/fleet/errors.ts', [
    [
      "{number} of the stack's worker instances are not terminated yet ({ids}): see in EC2 that they go, then delete the stack again, and retain this resource if it fails once more.",
      'EC2 did not end them within a quarter of an hour. If the delete fails once more: `--retain-resources WorkerFleet`.',
    ],
  ]),
  ...saidBy('functions/fleet/properties.ts', [
    ['The workers cannot be looked after: {faults}.', 'The template was changed: give back what is named.'],
  ]),
  ...saidBy('functions/reaper/environment.ts', [
    [
      "The reaper's environment is wrong: {faults}.",
      'The function’s environment was changed by hand: update the stack.',
    ],
  ]),
  ...saidBy('functions/cache/properties.ts', [
    ['The cache cannot work: {faults}.', 'The template was changed: give back what is named.'],
  ]),
  ...saidBy('functions/cache/errors.ts', [
    [
      "The cache's bucket {name} could not be emptied now. {why} What is in it expires within a few days; delete the bucket then.",
      'In the log of the cache’s function; the stack’s delete succeeds. The bucket stays, with a rule that empties it.',
    ],
    ['{number} {what} could not be removed ({codes}).', 'A part of the sentence above.'],
    ['Something still writes to it.', 'A part of the sentence above.'],
  ]),
  ...saidBy('functions/cache/cache.ts', [
    ['The time ran out.', 'A part of the sentence above.'],
    [
      'Uploads to {name} go on while it is emptied: {why}',
      'In the log of the cache’s function, which goes on all the same.',
    ],
  ]),
];
